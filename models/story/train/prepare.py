"""Makes what `train.py` reads: the vocabulary, and streams of token ids, in the work folder.

    python3 models/story/train/prepare.py <corpus folder> --work <scratch>

The folder holds `tinystories-sample.txt` and `african-storybook-en-ccby.txt`, stories with `<|endoftext|>` between them. Needs
Debian's `python3-sentencepiece` and NumPy. Seeded.
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np
import sentencepiece as spm

import tokenizer
from data import renamed, split
from network import TEACHER
from stories import story

SEED = 20261127
GENERATED = 110_000
# How often the corpus goes in with other people's names.
RENAMINGS = 11
SHARES = {
    "plateau": {"corpus": 0.5, "generated": 0.45, "african": 0.05},
    "cooling": {"corpus": 0.65, "generated": 0.3, "african": 0.05},
}


def ids_of(model: spm.SentencePieceProcessor, texts: list[str]) -> np.ndarray:
    """Every story after the token that ends the one before it, and one such token at the end."""
    ids: list[int] = []
    for encoded in model.encode(texts):
        ids += [1, *encoded]
    return np.array([*ids, 1], np.uint16)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("corpus", type=Path)
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--generated", type=int, default=GENERATED)
    asked = options.parse_args()
    work: Path = asked.work
    work.mkdir(parents=True, exist_ok=True)

    learned, held_out = split(asked.corpus / "tinystories-sample.txt")
    african = split(asked.corpus / "african-storybook-en-ccby.txt")[0]
    generated = [story(SEED + number) for number in range(asked.generated)]
    print(f"{len(learned)} stories to learn from, {len(held_out)} held out, {len(african)} African, {len(generated)} generated")
    print(f"generated: {sum(map(len, generated)) / 1e6:.1f} million characters, {len(set(generated))} different")

    # Kept where it is there: a model in training reads by it, whatever the generator has learned to say since.
    if not (work / "vocabulary.model").exists():
        text = work / "vocabulary.txt"
        text.write_text("\n".join(learned + african + generated[:4000]) + "\n", encoding="utf-8")
        tokenizer.learn(text, work / "vocabulary", TEACHER.vocab_size)
    tokenizer.write(work / "vocabulary", work / "tokenizer")
    model = spm.SentencePieceProcessor(model_file=str(work / "vocabulary.model"))

    rng = random.Random(SEED)
    corpus = []
    for turn in range(RENAMINGS + 1):
        order = learned[:]
        rng.shuffle(order)
        corpus += [each if turn == 0 else renamed(each, rng) for each in order]
    for name, texts in {"corpus": corpus, "african": african, "generated": generated, "held-out": held_out}.items():
        ids = ids_of(model, texts)
        np.save(work / f"{name}.npy", ids)
        print(f"{name}: {len(ids) / 1e6:.2f} million tokens, {sum(map(len, texts)) / len(ids):.2f} characters each")

    # What lies beyond the context is left out of the measure on both sides.
    seen = 0
    for each in held_out:
        encoded = model.encode(each)
        cut = encoded[: TEACHER.max_position_embeddings]
        seen += len(each) if len(cut) == len(encoded) else len(model.decode(cut))
    (work / "mix.json").write_text(json.dumps({**SHARES, "heldOutCharacters": seen}, indent=1) + "\n")


main()
