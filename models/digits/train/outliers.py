"""Pictures of no digit, for the network to be unsure about: scribbles, lines, noise, blobs, stripes and pairs of digits.

`evaluate.ts` measures on others (`others.ts`), made by other code, but not all are of another kind. Its grain is what `noise`
is, its polygons (star, house, zigzag, lightning) are close to `corners`, its hash to `lines` and its spiral to `scribbles`; the
scores say so. No letter and no photograph is among these pictures, though a letter of straight strokes (M, W) is a jagged line
too.
"""

import numpy as np

SIZE = 28
BOX = 20


def strokes(points: np.ndarray, radius: np.ndarray) -> np.ndarray:
    """Draws dense points [n, p, 2] with a round pen of `radius` [n], fitted to the 20-pixel box; pictures [n, 28, 28]."""
    low, high = points.min(1, keepdims=True), points.max(1, keepdims=True)
    side = (high - low).max(2, keepdims=True)
    points = (points - (low + high) / 2) / side * (BOX - 2) + (SIZE - 1) / 2
    grid = np.arange(SIZE, dtype=np.float32)
    nearest = np.full((len(points), SIZE, SIZE), np.inf, np.float32)
    for p in range(points.shape[1]):
        across = (grid[None] - points[:, p, :1]) ** 2
        down = (grid[None] - points[:, p, 1:]) ** 2
        nearest = np.minimum(nearest, down[:, :, None] + across[:, None, :])
    return np.clip(radius[:, None, None] + 0.5 - np.sqrt(nearest), 0, 1)


def curve(anchors: np.ndarray, steps: int) -> np.ndarray:
    """A Catmull-Rom curve through anchors [n, a, 2]: dense points [n, (a − 1) · steps, 2]."""
    padded = np.concatenate([anchors[:, :1], anchors, anchors[:, -1:]], 1)
    t = np.linspace(0, 1, steps, endpoint=False)[None, None, :, None]
    a, b, c, d = (padded[:, i : i + anchors.shape[1] - 1, None] for i in range(4))
    dense = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    return dense.reshape(len(anchors), -1, 2)


def scribbles(n: int, rng: np.random.Generator) -> np.ndarray:
    """One restless line through 7 to 11 places, too many turns for a digit."""
    parts = np.array_split(np.arange(n), 5)
    return np.concatenate(
        [
            strokes(curve(rng.random((len(part), 7 + k, 2)), 16), rng.uniform(0.7, 1.7, len(part)))
            for k, part in enumerate(parts)
        ]
    )


def lines(n: int, rng: np.random.Generator) -> np.ndarray:
    """Four to seven straight lines anywhere."""
    drawn = []
    for k, part in enumerate(np.array_split(np.arange(n), 4)):
        ends = rng.random((len(part), 4 + k, 2, 2))
        t = np.linspace(0, 1, 28)[None, None, :, None]
        dense = ends[:, :, :1] + (ends[:, :, 1:] - ends[:, :, :1]) * t
        drawn.append(strokes(dense.reshape(len(part), -1, 2), rng.uniform(0.7, 1.7, len(part))))
    return np.concatenate(drawn)


def corners(n: int, rng: np.random.Generator) -> np.ndarray:
    """Closed and open jagged lines through 5 to 8 places."""
    drawn = []
    for k, part in enumerate(np.array_split(np.arange(n), 4)):
        at = rng.random((len(part), 5 + k, 2))
        if k % 2:
            at = np.concatenate([at, at[:, :1]], 1)
        t = np.linspace(0, 1, 20)[None, None, :, None]
        dense = at[:, :-1, None] + (at[:, 1:, None] - at[:, :-1, None]) * t
        drawn.append(strokes(dense.reshape(len(part), -1, 2), rng.uniform(0.7, 1.7, len(part))))
    return np.concatenate(drawn)


def framed(inner: np.ndarray) -> np.ndarray:
    """[n, 20, 20] in the middle of [n, 28, 28]."""
    margin = (SIZE - BOX) // 2
    return np.pad(inner, ((0, 0), (margin, margin), (margin, margin)))


def noise(n: int, rng: np.random.Generator) -> np.ndarray:
    """Grain of every coarseness, hard or soft, over all of the box."""
    drawn = []
    for coarse, part in zip((2, 3, 5, 10, 20), np.array_split(np.arange(n), 5)):
        grain = rng.random((len(part), coarse, coarse)).repeat(-(-BOX // coarse), 1).repeat(-(-BOX // coarse), 2)
        share = rng.uniform(0.2, 0.8, (len(part), 1, 1))
        hard = (grain < share).astype(float)
        drawn.append(np.where(rng.random((len(part), 1, 1)) < 0.6, hard, grain)[:, :BOX, :BOX])
    return framed(np.concatenate(drawn))


def blobs(n: int, rng: np.random.Generator) -> np.ndarray:
    """Filled ellipses, one to three."""
    v, u = np.mgrid[0:SIZE, 0:SIZE]
    filled = np.zeros((n, SIZE, SIZE))
    for k in range(3):
        x, y = rng.uniform(9, 18, (2, n, 1, 1))
        a, b = rng.uniform(3.5, 9.5, (2, n, 1, 1))
        turn = rng.uniform(0, np.pi, (n, 1, 1))
        across = ((u - x) * np.cos(turn) + (v - y) * np.sin(turn)) / a
        down = ((v - y) * np.cos(turn) - (u - x) * np.sin(turn)) / b
        one = np.clip((1 - np.hypot(across, down)) * 4, 0, 1)
        filled = np.maximum(filled, one * ((rng.random((n, 1, 1)) < 0.5) | (k == 0)))
    return filled


def stripes(n: int, rng: np.random.Generator) -> np.ndarray:
    v, u = np.mgrid[0:SIZE, 0:SIZE]
    turn, phase = rng.uniform(0, np.pi, (2, n, 1, 1))
    period = rng.uniform(4, 11, (n, 1, 1))
    wave = np.sin((u * np.cos(turn) + v * np.sin(turn)) / period * 2 * np.pi + phase * 2)
    crossed = np.sin((v * np.cos(turn) - u * np.sin(turn)) / period * 2 * np.pi)
    wave = np.where(rng.random((n, 1, 1)) < 0.4, np.maximum(wave, crossed), wave)
    margin = (SIZE - BOX) // 2
    return framed(np.clip(wave * 3, 0, 1)[:, margin:-margin, margin:-margin])


def pairs(n: int, rng: np.random.Generator, digits: np.ndarray) -> np.ndarray:
    """Two digits side by side, squeezed into one box, or one over the other, turned by a quarter."""
    first, second = digits[rng.integers(len(digits), size=(2, n))]
    # Half as large: the mean of each 2 × 2 square.
    halves = [one.reshape(n, 14, 2, 14, 2).mean((2, 4)) for one in (first, second)]
    gap = 2
    beside = np.zeros((n, SIZE, SIZE))
    beside[:, 7:21, gap : gap + 14] = halves[0]
    beside[:, 7:21, SIZE - gap - 14 : SIZE - gap] = np.maximum(beside[:, 7:21, SIZE - gap - 14 : SIZE - gap], halves[1])
    over = np.maximum(first, np.rot90(second, axes=(1, 2)))
    return np.where(np.arange(n)[:, None, None] % 3 > 0, np.clip(beside * 1.4, 0, 1), over)


def outliers(n: int, rng: np.random.Generator, digits: np.ndarray) -> np.ndarray:
    """About `n` pictures [n, 28, 28] of all kinds; `digits` are those of the training."""
    some = n // 7
    kinds = [kind(some, rng) for kind in (scribbles, lines, corners, noise, blobs, stripes)]
    return np.concatenate([*kinds, pairs(some, rng, digits)]).astype(np.float32)
