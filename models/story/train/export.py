"""Writes the weights as others read them: `model.safetensors` in half precision, `config.json`, the vocabulary, and what is compared with.

    python3 models/story/train/export.py --work <scratch> [--student]

The reference is computed here, by PyTorch on the weights as stored, in single precision: for a fixed prompt the tokens that greedy
decoding goes on with, and for a held-out story the most likely token after each of its own.
"""

import argparse
import json
import struct
from pathlib import Path

import numpy as np
import sentencepiece as spm
import torch
from torch import Tensor

import tokenizer
from network import STUDENT, TEACHER, Decoder

PROMPT = "Once upon a time, there was a little fox who found a map."
GREEDY = 96
FORCED = 192


def safetensors(tensors: dict[str, Tensor]) -> bytes:
    """https://huggingface.co/docs/safetensors: a length, a header in JSON, and the numbers."""
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    at = 0
    for name, tensor in tensors.items():
        length = tensor.numel() * 2
        header[name] = {"dtype": "F16", "shape": list(tensor.shape), "data_offsets": [at, at + length]}
        at += length
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + b"".join(t.numpy().astype("<f2").tobytes() for t in tensors.values())


def greedy(model: Decoder, ids: list[int], count: int) -> list[int]:
    """Token after token, the whole text read anew each time: nothing that a cache could get wrong."""
    ids = ids[:]
    for _ in range(count):
        ids.append(int(model(torch.tensor([ids]))[0, -1].argmax()))
    return ids[-count:]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--student", action="store_true")
    asked = options.parse_args()
    name, shape = ("student", STUDENT) if asked.student else ("teacher", TEACHER)
    state = torch.load(asked.work / f"{name}.final.pt")
    halved = {key: value.half() for key, value in state.items()}
    folder = Path(__file__).parents[2] / ("story-student" if asked.student else "story")
    weights, reference = folder / "weights", folder / "reference"
    weights.mkdir(parents=True, exist_ok=True)
    reference.mkdir(parents=True, exist_ok=True)
    (weights / "model.safetensors").write_bytes(safetensors(halved))
    (weights / "config.json").write_text(json.dumps(shape.config(1), indent=2) + "\n")
    generation = {"bos_token_id": 1, "eos_token_id": 1, "do_sample": True, "temperature": 0.8, "top_p": 0.95, "max_length": 512}
    (weights / "generation_config.json").write_text(json.dumps(generation, indent=2) + "\n")
    tokenizer.write(asked.work / "vocabulary", weights)
    curve = asked.work / f"{name}.curve.json"
    if curve.exists():
        (folder / "train").mkdir(exist_ok=True)
        (folder / "train" / "curve.json").write_text(curve.read_text())

    model = Decoder(shape)
    model.load_state_dict({key: value.float() for key, value in halved.items()})
    model.eval()
    vocabulary = spm.SentencePieceProcessor(model_file=str(asked.work / "vocabulary.model"))
    held_out = np.load(asked.work / "held-out.npy").astype(np.int64)
    ends = np.flatnonzero(held_out == 1)
    story = next(held_out[a : a + FORCED] for a, b in zip(ends[:-1], ends[1:]) if b - a >= FORCED)
    with torch.no_grad():
        prompt = [1, *vocabulary.encode(PROMPT)]
        logits = model(torch.from_numpy(story)[None])[0]
        told = {
            "prompt": PROMPT,
            "promptTokens": prompt,
            "greedy": greedy(model, prompt, GREEDY),
            "forced": story.tolist(),
            "top": logits.argmax(-1).tolist(),
            "margins": [round(float(a - b), 4) for a, b in torch.topk(logits, 2).values],
            "logits": [round(float(value), 4) for value in logits[-1][:64]],
            "madeBy": f"PyTorch {torch.__version__}, single precision, the whole text read for each token",
        }
    (reference / "tokens.json").write_text(json.dumps(told) + "\n")
    print(f"{folder.name}: {sum(v.numel() for v in halved.values()):,} parameters; {vocabulary.decode(told['greedy'])[:300]}")


main()
