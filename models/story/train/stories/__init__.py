"""A seeded generator of short stories: characters who stay themselves, a want, an obstacle, talk, and an end."""

import random

from . import plots_beasts, plots_people
from .tell import Teller

PLOTS = plots_people.PLOTS + plots_beasts.PLOTS


def story(seed: int) -> str:
    rng = random.Random(seed)
    teller = Teller(rng)
    rng.choice(PLOTS)(teller)
    return teller.text()
