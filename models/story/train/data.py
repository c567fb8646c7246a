"""The text that `story` learns from and is tested on, as streams of token ids.

Two corpora are read, both from a folder given by hand since neither is committed: a sample of TinyStories and the English
stories of the African Storybook. One story in twenty, chosen by a hash of its text, is held out and never trained on.
"""

import hashlib
import random
import re
from pathlib import Path

import numpy as np

from stories import words

END = "<|endoftext|>"
HELD_OUT = 20

# First names that are nothing else in the corpus; those of one list may stand for one another.
NAMES = (words.GIRLS, words.BOYS)
GROUP_OF = {name: group for group in NAMES for name in group}
WORD = re.compile(r"\b[A-Z][a-z]+\b")


def stories(path: Path) -> list[str]:
    return [story.strip() for story in path.read_text(encoding="utf-8").split(END) if story.strip()]


def is_held_out(story: str) -> bool:
    return int.from_bytes(hashlib.sha256(story.encode()).digest()[:4], "big") % HELD_OUT == 0


def split(path: Path) -> tuple[list[str], list[str]]:
    """Stories to learn from and stories held out."""
    every = stories(path)
    return [s for s in every if not is_held_out(s)], [s for s in every if is_held_out(s)]


def renamed(story: str, rng: random.Random) -> str:
    """The story with other people in it: each first name becomes another of its kind, the same one throughout."""
    found = sorted({word for word in WORD.findall(story) if word in GROUP_OF})
    taken: set[str] = set()
    becomes: dict[str, str] = {}
    for name in found:
        becomes[name] = rng.choice([other for other in GROUP_OF[name] if other not in taken and other not in found])
        taken.add(becomes[name])
    return WORD.sub(lambda match: becomes.get(match[0], match[0]), story)


class Streams:
    """Token streams with the share of the batches that each has; sequences start anywhere in one."""

    def __init__(self, parts: list[tuple[np.ndarray, float]]) -> None:
        self.streams = [stream for stream, _ in parts]
        shares = np.array([share for _, share in parts])
        self.shares = shares / shares.sum()

    def batch(self, rng: np.random.Generator, size: int, length: int) -> np.ndarray:
        """Ids [size, length + 1]: what is read and, one further, what is to be told."""
        rows = []
        for which in rng.choice(len(self.streams), size, p=self.shares):
            stream = self.streams[which]
            at = rng.integers(len(stream) - length - 1)
            rows.append(stream[at : at + length + 1])
        return np.stack(rows).astype(np.int64)
