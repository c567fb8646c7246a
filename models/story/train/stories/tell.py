"""Turns templates into sentences about beings who stay the same throughout a story.

A template holds choices, `[walked|ran|went] home`, which may lie in one another, and slots, `{hero}`, filled from the story's cast and
props. A slot named after a role gives the name; `{hero.he}`, `{hero.his}`, `{hero.him}`, `{hero.himself}`, `{hero.kind}` what goes with it;
`{a:thing}` puts the article before, and a slot or choice with its first letter large gives a large letter: `{Hero.he}`.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from . import words

INNERMOST = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{(a:|A:)?([A-Za-z0-9_.]+)\}")
VOWEL = re.compile(r"^(?:[aeio]|hon|un(?!i)|um|up|ug)", re.I)


@dataclass(frozen=True)
class Being:
    name: str
    kind: str
    he: str
    adjective: str = ""

    @property
    def is_person(self) -> bool:
        return self.kind in ("boy", "girl", "man", "woman")

    def form(self, which: str) -> str:
        she = self.he == "she"
        forms = {
            "he": self.he,
            "his": "her" if she else "his",
            "him": "her" if she else "him",
            "himself": "herself" if she else "himself",
            "kind": self.kind,
            "adj": self.adjective,
            "the": f"the {self.name}" if self.name in (self.kind, *words.JOBS) else self.name,
            "word": self.name,
        }
        return forms[which]


def with_article(text: str) -> str:
    return f"{'an' if VOWEL.match(text) else 'a'} {text}"


@dataclass
class Teller:
    rng: random.Random
    cast: dict[str, Being] = field(default_factory=dict)
    props: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    # Choosing

    def one(self, items):
        return self.rng.choice(items if isinstance(items, (list, tuple)) else list(items))

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def _name(self, pool) -> str:
        taken = {being.name for being in self.cast.values()}
        return self.one([name for name in pool if name not in taken])

    def person(self, role: str, adjective: str | None = None) -> Being:
        girl = self.chance(0.5)
        name = self._name(words.GIRLS if girl else words.BOYS)
        being = Being(name, "girl" if girl else "boy", "she" if girl else "he", adjective or self.one(words.KINDLY + words.SIZES[:2] + ["young"]))
        self.cast[role] = being
        return being

    def beast(self, role: str, kinds=None, named: bool | None = None, adjective: str | None = None) -> Being:
        taken = {being.kind for being in self.cast.values()}
        every = list(words.ANIMALS)
        kind = self.one([k for k in (kinds or every) if k not in taken] or [k for k in every if k not in taken])
        he = self.one(["he", "she"])
        if named is None:
            named = self.chance(0.7)
        people = words.GIRLS if he == "she" else words.BOYS
        name = self._name(people if self.chance(0.35) else words.ANIMALS[kind].split()) if named else kind
        being = Being(name, kind, he, adjective or self.one(words.KINDLY + words.SIZES[:4]))
        self.cast[role] = being
        return being

    def hero(self, beast: float = 0.4, adjective: str | None = None) -> Being:
        return self.beast("hero", named=True, adjective=adjective) if self.chance(beast) else self.person("hero", adjective)

    def friend(self, role: str = "friend") -> Being:
        """A companion of the hero's own sort."""
        return self.person(role) if self.cast["hero"].is_person else self.beast(role, named=True)

    def elder(self, role: str = "elder") -> str:
        """@returns mom, dad, grandma …: who is asked for help and gives it"""
        word = self.one(["mom", "mom", "dad", "mommy", "daddy", "grandma", "grandpa", "mother", "father"])
        he = "she" if word[0] == "m" or word == "grandma" else "he"
        self.cast[role] = Being(word, "woman" if he == "she" else "man", he)
        return word

    def worker(self, role: str) -> Being:
        """Somebody known by their work: the baker."""
        he = self.one(["he", "she"])
        being = Being(self.one(words.JOBS), "woman" if he == "she" else "man", he)
        self.cast[role] = being
        return being

    def set(self, **props: str) -> None:
        for name, value in props.items():
            self.props[name] = self.fill(value)

    # Saying

    def value(self, name: str) -> str:
        large = name[0].isupper()
        role, _, form = (name[0].lower() + name[1:]).partition(".")
        if role in self.cast:
            text = self.cast[role].form(form or "the")
            if role == "elder" and not form:
                text = f"{self.cast['hero'].form('his')} {text}"
        elif role in ("he", "his", "him", "himself"):
            text = self.cast["hero"].form(role)
        elif role in self.props:
            text = self.props[role]
        else:
            text = self.one(getattr(words, role.upper()))
        text = self.fill(text) if "{" in text or "[" in text else text
        return text[0].upper() + text[1:] if large else text

    def fill(self, template: str) -> str:
        while True:
            chosen = INNERMOST.sub(lambda match: self.one(match[1].split("|")), template)
            if chosen == template:
                break
            template = chosen

        def slot(match: re.Match) -> str:
            text = self.value(match[2])
            if not match[1]:
                return text
            text = with_article(text)
            return text[0].upper() + text[1:] if match[1] == "A:" else text

        return SLOT.sub(slot, template)

    def say(self, *templates: str) -> None:
        """Adds one of the templates to the story; several sentences may stand in one."""
        text = re.sub(r"\s+", " ", self.fill(self.one(templates))).strip()
        text = re.sub(r" ([,.!?])", r"\1", text)
        # A sentence begins with a large letter whatever slot it begins with.
        text = re.sub(r'(^|[.!?] )([a-z])', lambda match: match[1] + match[2].upper(), text)
        if text:
            self.lines.append(text)

    def maybe(self, share: float, *templates: str) -> None:
        if self.chance(share):
            self.say(*templates)

    def paragraph(self) -> None:
        if self.lines and self.lines[-1] != "\n":
            self.lines.append("\n")

    def text(self) -> str:
        return re.sub(r" ?\n ?", "\n", " ".join(self.lines)).strip()
