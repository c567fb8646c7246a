"""Bits a character on the held-out stories of the weights as they are stored: in half precision, in 8 and in 4 bits.

    python3 models/story/train/evaluate.py --work <scratch> [--student]

Reads `weights/model.safetensors`, as everything else does. Numbers of a block of 32 are rounded as `src/decoder/blocks.ts` does; the
embeddings, which are the last weights as well, are never in less than 8 bits. Arithmetic is in single precision.
"""

import argparse
import json
import math
import struct
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from network import STUDENT, TEACHER, Decoder

BLOCK = 32


def stored(path: Path) -> dict[str, torch.Tensor]:
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    return {
        name: torch.from_numpy(
            np.frombuffer(data[8 + length + entry["data_offsets"][0] : 8 + length + entry["data_offsets"][1]], "<f2")
            .astype(np.float32)
            .reshape(entry["shape"])
        )
        for name, entry in header.items()
    }


def rounded(matrix: torch.Tensor, bits: int) -> torch.Tensor:
    middle = 2 ** (bits - 1)
    blocks = matrix.reshape(-1, BLOCK)
    farthest = blocks.gather(1, blocks.abs().argmax(1, keepdim=True))
    scale = farthest / -middle
    steps = torch.where(scale == 0, scale, torch.floor(blocks / scale + 0.5)).clamp(-middle, middle - 1)
    return (steps * scale).reshape(matrix.shape)


def bits_per_character(model: Decoder, ids: np.ndarray, characters: int) -> float:
    room, nats = model.shape.max_position_embeddings, 0.0
    ends = np.flatnonzero(ids == 1)
    with torch.no_grad():
        for begin, end in zip(ends[:-1], ends[1:]):
            story = torch.from_numpy(ids[begin : min(end + 1, begin + room + 1)].astype(np.int64))
            nats += float(F.cross_entropy(model(story[None, :-1])[0], story[1:], reduction="sum"))
    return nats / math.log(2) / characters


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--student", action="store_true")
    asked = options.parse_args()
    folder = Path(__file__).parents[2] / ("story-student" if asked.student else "story")
    weights = stored(folder / "weights" / "model.safetensors")
    ids = np.load(asked.work / "held-out.npy")
    characters = json.loads((asked.work / "mix.json").read_text())["heldOutCharacters"]
    model = Decoder(STUDENT if asked.student else TEACHER).eval()
    for name, bits in {"fp16": 0, "int8": 8, "int4": 4}.items():
        bits_of = lambda key: max(8, bits) if "embed" in key else bits
        state = {k: rounded(w, bits_of(k)) if bits and w.dim() == 2 else w for k, w in weights.items()}
        model.load_state_dict(state)
        print(f"{folder.name} {name}: {bits_per_character(model, ids, characters):.4f} bits a character", flush=True)


main()
