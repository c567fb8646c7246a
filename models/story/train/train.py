"""Trains `story`, or with `--student` distils a smaller model from it, and writes `models/story/weights/`.

    python3 models/story/train/prepare.py <corpus folder> --work <scratch>
    python3 models/story/train/train.py --work <scratch> --until 6000
    python3 models/story/train/train.py --work <scratch> --cool 1200

The first keeps the rate constant and may be stopped, gone on with and prolonged at will: a checkpoint is kept every few minutes.
`--cool` starts from that checkpoint, lets the rate fall to nothing over the steps given, on the full context, and writes the
weights. So weights can be had at any time, and training goes on from where it was (a warm-up, a plateau and a decay: Hu et al., "MiniCPM", 2024).

Needs Debian's `python3-torch` (1.13) and `libopenblas0-openmp`. Seeded.
"""

import argparse
import json
import math
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from data import Streams
from network import STUDENT, TEACHER, Decoder
from optimiser import optimisers

SEED = 20261127
RATE = 0.02
WEIGHT_DECAY = 0.1
WARM_UP = 100
TOKENS = 6144
KEEP_EVERY_S = 150
EVALUATE_EVERY = 250
# Distillation: Hinton et al., 2015; how much the teacher's whole distribution counts beside the text itself.
TEACHER_WEIGHT = 0.7


def bits_per_character(model: Decoder, ids: np.ndarray, characters: int, context: int) -> float:
    """Of the held-out stories, each read from its beginning; what is beyond the context isn't counted on either side."""
    model.eval()
    nats = 0.0
    ends = np.flatnonzero(ids == 1)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for begin, end in zip(ends[:-1], ends[1:]):
            story = torch.from_numpy(ids[begin : min(end + 1, begin + context + 1)].astype(np.int64))
            logits = model(story[None, :-1])[0].float()
            nats += float(F.cross_entropy(logits, story[1:], reduction="sum"))
    model.train()
    return nats / math.log(2) / characters


def loss_of(model: Decoder, teacher: Decoder | None, batch: torch.Tensor) -> torch.Tensor:
    read, told = batch[:, :-1], batch[:, 1:].reshape(-1)
    with torch.autocast("cpu", torch.bfloat16):
        logits = model(read)
    logits = logits.float().reshape(len(told), -1)
    loss = F.cross_entropy(logits, told)
    if teacher is None:
        return loss
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        aim = teacher(read).float().reshape(len(told), -1).log_softmax(-1)
    apart = F.kl_div(logits.log_softmax(-1), aim, reduction="batchmean", log_target=True)
    return (1 - TEACHER_WEIGHT) * loss + TEACHER_WEIGHT * apart


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--student", action="store_true")
    options.add_argument("--until", type=int, default=0)
    options.add_argument("--cool", type=int, default=0)
    options.add_argument("--threads", type=int, default=1)
    asked = options.parse_args()
    torch.set_num_threads(asked.threads)
    torch.manual_seed(SEED)

    name = "student" if asked.student else "teacher"
    model = Decoder(STUDENT if asked.student else TEACHER)
    teacher = None
    if asked.student:
        teacher = Decoder(TEACHER)
        teacher.load_state_dict(torch.load(asked.work / "teacher.final.pt"))
        teacher.eval()
    steppers = optimisers(model, RATE, WEIGHT_DECAY)
    rng = np.random.default_rng(SEED)
    step, read, curve = 0, 0, []

    kept = asked.work / f"{name}.checkpoint.pt"
    cooling = asked.work / f"{name}.cooling.pt"
    source = cooling if asked.cool and cooling.exists() else kept
    if source.exists():
        state = torch.load(source)
        model.load_state_dict(state["model"])
        for stepper, saved in zip(steppers, state["steppers"]):
            stepper.load_state_dict(saved)
        step, read, curve = state["step"], state["read"], state["curve"]
        rng.bit_generator.state = state["rng"]
        torch.set_rng_state(state["torch"])
        print(f"going on after step {step}, {read / 1e6:.1f} million tokens", flush=True)
    begin = state["begin"] if source == cooling and source.exists() else step

    mix = json.loads((asked.work / "mix.json").read_text())
    shares = mix["cooling" if asked.cool else "plateau"]
    streams = Streams([(np.load(asked.work / f"{part}.npy", mmap_mode="r"), share) for part, share in shares.items()])
    held_out = np.load(asked.work / "held-out.npy")
    characters = mix["heldOutCharacters"]

    def keep(path: Path) -> None:
        state = {
            "model": model.state_dict(),
            "steppers": [stepper.state_dict() for stepper in steppers],
            "step": step,
            "read": read,
            "curve": curve,
            "rng": rng.bit_generator.state,
            "torch": torch.get_rng_state(),
            "begin": begin,
        }
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    length = model.shape.max_position_embeddings if asked.cool else 256
    last = begin + asked.cool if asked.cool else asked.until
    bases = [[group["lr"] for group in stepper.param_groups] for stepper in optimisers(model, RATE, WEIGHT_DECAY)]
    model.train()
    since_kept, since_told, losses, began_read = time.time(), time.time(), [], read
    print(f"{name}: {model.parameter_count():,} parameters, to step {last}", flush=True)
    while step < last:
        share = min(1, (step + 1) / WARM_UP) * (1 - (step - begin) / asked.cool if asked.cool else 1)
        for stepper, rates in zip(steppers, bases):
            for group, rate in zip(stepper.param_groups, rates):
                group["lr"] = rate * share
        batch = torch.from_numpy(streams.batch(rng, TOKENS // length, length))
        loss = loss_of(model, teacher, batch)
        for stepper in steppers:
            stepper.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for stepper in steppers:
            stepper.step()
        losses.append(float(loss))
        step += 1
        read += batch.shape[0] * length
        if step % 25 == 0:
            speed = (read - began_read) / (time.time() - since_told)
            print(f"step {step}: loss {np.mean(losses[-25:]):.4f}, {speed:.0f} tokens/s", flush=True)
            since_told, began_read = time.time(), read
        if step % EVALUATE_EVERY == 0 or step == last:
            bits = bits_per_character(model, held_out, characters, model.shape.max_position_embeddings)
            curve.append({"step": step, "tokens": read, "loss": round(float(np.mean(losses)), 4), "bitsPerCharacter": round(bits, 4)})
            losses = []
            print(f"  held out: {bits:.4f} bits a character after {read / 1e6:.1f} million tokens", flush=True)
            since_told, began_read = time.time(), read
        if time.time() - since_kept > KEEP_EVERY_S or step == last:
            keep(cooling if asked.cool else kept)
            since_kept = time.time()

    if asked.cool:
        torch.save(model.state_dict(), asked.work / f"{name}.final.pt")
        cooling.unlink()
    (asked.work / f"{name}.curve.json").write_text(json.dumps(curve, indent=1) + "\n")


main()
