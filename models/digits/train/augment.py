"""Makes each digit a little different every time it is seen, as other hands, pens and cameras would."""

import numpy as np

SIZE = 28


def spreading(points: int) -> np.ndarray:
    """Matrix [28, points] that spreads a few values smoothly over a side (linear weights, half-pixel centres)."""
    at = np.clip((np.arange(SIZE) + 0.5) / SIZE * points - 0.5, 0, points - 1)
    low = np.minimum(at.astype(int), points - 2)
    spread = np.zeros((SIZE, points), np.float32)
    spread[np.arange(SIZE), low] = 1 - (at - low)
    spread[np.arange(SIZE), low + 1] += at - low
    return spread


def sample(pictures: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Bilinear values of [n, 28, 28] at x and y [n, 28, 28]; nothing is outside."""
    padded = np.pad(pictures, ((0, 0), (1, 2), (1, 2)))
    x, y = np.clip(x + 1, 0, SIZE + 1), np.clip(y + 1, 0, SIZE + 1)
    left, top = x.astype(int), y.astype(int)
    fx, fy = x - left, y - top
    n = np.arange(len(pictures))[:, None, None]
    upper = padded[n, top, left] * (1 - fx) + padded[n, top, left + 1] * fx
    lower = padded[n, top + 1, left] * (1 - fx) + padded[n, top + 1, left + 1] * fx
    return upper * (1 - fy) + lower * fy


def warp(pictures: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Turns by up to 15°, slants, stretches by up to a seventh, shifts by up to 1.5 pixels, and wobbles smoothly."""
    n = len(pictures)
    angle = rng.uniform(-0.26, 0.26, n)
    slant = rng.uniform(-0.25, 0.25, n)
    wide, tall = rng.uniform(0.87, 1.15, (2, n))
    shift = rng.uniform(-1.5, 1.5, (2, n, 1, 1))
    spread = spreading(5)
    wobble = spread @ rng.normal(0, 0.9, (2, n, 5, 5)) @ spread.T
    grid = np.arange(SIZE) - (SIZE - 1) / 2
    u, v = grid[None, None, :], grid[None, :, None]
    cos, sin = np.cos(angle)[:, None, None], np.sin(angle)[:, None, None]
    x = wide[:, None, None] * (u * cos - v * sin + slant[:, None, None] * v)
    y = tall[:, None, None] * (u * sin + v * cos)
    middle = (SIZE - 1) / 2
    return sample(pictures, x + middle + shift[0] + wobble[0], y + middle + shift[1] + wobble[1])


def neighbours(pictures: np.ndarray, choose) -> np.ndarray:
    """The largest or smallest (`choose`) of each pixel and the four beside it."""
    padded = np.pad(pictures, ((0, 0), (1, 1), (1, 1)))
    result = pictures
    for i, j in ((0, 1), (2, 1), (1, 0), (1, 2)):
        result = choose(result, padded[:, i : i + SIZE, j : j + SIZE])
    return result


def thickness(pictures: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Mixes in thicker or thinner strokes: a finger's, or a fine pen's."""
    amount = rng.uniform(-0.7, 1.0, (len(pictures), 1, 1)) * (rng.random((len(pictures), 1, 1)) < 0.6)
    thicker = neighbours(pictures, np.maximum)
    thinner = neighbours(pictures, np.minimum)
    return np.where(
        amount > 0,
        pictures + amount * (thicker - pictures),
        pictures - amount * (thinner - pictures),
    )


def contrast(pictures: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Softer or harder edges, as a mouse draws them or a camera sees them."""
    gain = np.exp(rng.normal(0.1, 0.35, (len(pictures), 1, 1)))
    middle = rng.uniform(0.35, 0.55, (len(pictures), 1, 1))
    low, high = -middle * gain, (1 - middle) * gain
    # Scaled so that paper stays 0 and full ink 1, whatever the gain; a gain above 1 saturates.
    eased = np.clip((pictures - middle) * gain, np.maximum(low, -middle), np.minimum(high, 1 - middle))
    bottom, top = np.maximum(low, -middle), np.minimum(high, 1 - middle)
    return (eased - bottom) / (top - bottom)


def augmented(pictures: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """[n, 28, 28] to [n, 28, 28], ink from 0 to 1."""
    changed = contrast(thickness(warp(pictures, rng), rng), rng)
    return np.clip(changed, 0, 1).astype(np.float32)
