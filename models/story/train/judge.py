"""Samples stories and counts those that end, keep the name of whom they are about, and don't loop.

    python3 models/story/train/judge.py --work <scratch> [--student] [--count 100] [--show 20]
"""

import argparse
import re
from pathlib import Path

import sentencepiece as spm
import torch

from data import GROUP_OF
from network import STUDENT, TEACHER, Decoder

BEGINNINGS = (
    "Once upon a time, there was a little girl named {}.", "Once upon a time, there was a boy named {}.", "One day, {} went to the park.",
    "{} was a brave little fox.", "{} and a friend found an old map.", "There once was a dragon called {}.", "It was {}'s birthday.",
    "{} was sad because a toy was lost.", "{} wanted to learn how to swim.", "One night, {} heard a strange noise.",
)
TEMPERATURE, TOP_P, SEED = 0.8, 0.95, 7


def draw(logits: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Nucleus sampling, Holtzman et al., 2020."""
    shares, order = (logits / TEMPERATURE).softmax(-1).sort(descending=True)
    shares[shares.cumsum(-1) - shares > TOP_P] = 0
    return order.gather(-1, torch.multinomial(shares, 1, generator=generator))[:, 0]


def loops(text: str) -> bool:
    """Whether a sentence of some length stands there three times, or a run of eight words twice in a row."""
    sentences = [s.strip() for s in re.split(r"[.!?\n]", text) if len(s.split()) > 3]
    words = text.split()
    twice = any(words[i : i + 8] == words[i + 8 : i + 16] for i in range(len(words) - 15))
    return twice or any(sentences.count(s) > 2 for s in set(sentences))


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--student", action="store_true")
    options.add_argument("--count", type=int, default=100)
    options.add_argument("--show", type=int, default=0)
    asked = options.parse_args()
    torch.set_num_threads(2)
    model = Decoder(STUDENT if asked.student else TEACHER)
    model.load_state_dict(torch.load(asked.work / f"{'student' if asked.student else 'teacher'}.final.pt"))
    model.eval()
    vocabulary = spm.SentencePieceProcessor(model_file=str(asked.work / "vocabulary.model"))
    names = sorted(GROUP_OF)
    generator = torch.Generator().manual_seed(SEED)
    ended = kept = looped = good = 0
    for number in range(asked.count):
        name = names[(number * 37) % len(names)]
        prompt = BEGINNINGS[number % len(BEGINNINGS)].format(name)
        ids = [1, *vocabulary.encode(prompt)]
        with torch.no_grad():
            while len(ids) < 512 and (ids[-1] != 1 or len(ids) == 1):
                ids.append(int(draw(model(torch.tensor([ids]))[:, -1], generator)))
        text = vocabulary.decode(ids[1:])
        ends, loop = ids[-1] == 1, loops(text)
        # Told of to the end: in the last third again, by name, and no name in it that nobody was given before.
        keeps = name in text[len(prompt) + (len(text) - len(prompt)) // 3 :]
        ended, kept, looped = ended + ends, kept + keeps, looped + loop
        good += ends and keeps and not loop
        if number < asked.show:
            print(f"--- {number} {'ends' if ends else 'CUT'} {'keeps' if keeps else 'LOSES ' + name} {'LOOPS' if loop else ''}\n{text}\n")
    print(f"of {asked.count}: {ended} end, {kept} keep the name, {looped} loop, {good} do all three well")


main()
