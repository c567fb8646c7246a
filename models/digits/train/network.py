"""A small convolutional network with its gradients, in NumPy: three convolutions, three poolings, two dense layers.

Pictures are [n, height, width, channels] and filters [3, 3, in, out], as TensorFlow.js has them.
"""

import numpy as np

Parameters = dict[str, np.ndarray]

CHANNELS = (1, 16, 32, 48)
HIDDEN = 64
CLASSES = 10
# 28 halves to 14, 7 and, the last row and column left over, 3.
FLAT = 3 * 3 * CHANNELS[3]


def initial(rng: np.random.Generator) -> Parameters:
    """He initialisation: the variance of the signal stays as it is through layers that end in ReLU."""
    shapes = {f"conv{i + 1}": (3, 3, CHANNELS[i], CHANNELS[i + 1]) for i in range(3)}
    shapes |= {"dense1": (FLAT, HIDDEN), "dense2": (HIDDEN, CLASSES)}
    parameters: Parameters = {}
    for name, shape in shapes.items():
        fan_in = np.prod(shape[:-1])
        parameters[f"{name}/weights"] = (rng.standard_normal(shape) * np.sqrt(2 / fan_in)).astype(np.float32)
        parameters[f"{name}/bias"] = np.zeros(shape[-1], np.float32)
    return parameters


def patches(x: np.ndarray) -> np.ndarray:
    """The 3 × 3 neighbourhood of every pixel, zeros outside: [n, h, w, c] to [n, h, w, 9 c]."""
    _, h, w, _ = x.shape
    padded = np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
    return np.concatenate([padded[:, i : i + h, j : j + w] for i in range(3) for j in range(3)], axis=3)


def unpatch(gradient: np.ndarray, channels: int) -> np.ndarray:
    """Adds up what each pixel had in the neighbourhoods it was in: the transpose of `patches`."""
    n, h, w, _ = gradient.shape
    padded = np.zeros((n, h + 2, w + 2, channels), np.float32)
    for k in range(9):
        i, j = divmod(k, 3)
        padded[:, i : i + h, j : j + w] += gradient[..., k * channels : (k + 1) * channels]
    return padded[:, 1:-1, 1:-1]


def pool(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Maximum of each 2 × 2 square, an odd last row and column left out; and which of the four it was."""
    n, h, w, c = x.shape
    squares = x[:, : h // 2 * 2, : w // 2 * 2].reshape(n, h // 2, 2, w // 2, 2, c)
    squares = squares.transpose(0, 1, 3, 5, 2, 4).reshape(n, h // 2, w // 2, c, 4)
    winner = squares.argmax(axis=4)
    return np.take_along_axis(squares, winner[..., None], 4)[..., 0], winner


def unpool(gradient: np.ndarray, winner: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    n, h, w, c = gradient.shape
    squares = np.zeros((n, h, w, c, 4), np.float32)
    np.put_along_axis(squares, winner[..., None], gradient[..., None], 4)
    full = np.zeros(shape, np.float32)
    full[:, : h * 2, : w * 2] = squares.reshape(n, h, w, c, 2, 2).transpose(0, 1, 4, 2, 5, 3).reshape(n, h * 2, w * 2, c)
    return full


def forward(parameters: Parameters, x: np.ndarray, keep: np.ndarray | None = None) -> tuple[np.ndarray, list]:
    """Logits [n, 10] of pictures [n, 28, 28, 1], and what the gradients need.

    `keep` is the dropout's mask over the hidden layer, already divided by its rate; None outside training.
    """
    saved = []
    for i in (1, 2, 3):
        columns = patches(x)
        filters = parameters[f"conv{i}/weights"]
        out = np.maximum(columns @ filters.reshape(-1, filters.shape[3]) + parameters[f"conv{i}/bias"], 0)
        pooled, winner = pool(out)
        saved.append((columns, out.shape, winner, pooled))
        x = pooled
    flat = x.reshape(len(x), -1)
    hidden = np.maximum(flat @ parameters["dense1/weights"] + parameters["dense1/bias"], 0)
    kept = hidden if keep is None else hidden * keep
    saved.append((flat, hidden, kept, keep))
    return kept @ parameters["dense2/weights"] + parameters["dense2/bias"], saved


def backward(parameters: Parameters, saved: list, d_logits: np.ndarray) -> Parameters:
    """Gradients of a loss by every parameter, given its gradient by the logits."""
    gradients: Parameters = {}
    flat, hidden, kept, keep = saved[3]
    gradients["dense2/weights"] = kept.T @ d_logits
    gradients["dense2/bias"] = d_logits.sum(0)
    d = d_logits @ parameters["dense2/weights"].T
    if keep is not None:
        d = d * keep
    d = d * (hidden > 0)
    gradients["dense1/weights"] = flat.T @ d
    gradients["dense1/bias"] = d.sum(0)
    d = (d @ parameters["dense1/weights"].T).reshape(saved[2][3].shape)
    for i in (3, 2, 1):
        columns, shape, winner, pooled = saved[i - 1]
        filters = parameters[f"conv{i}/weights"]
        # ReLU's gradient on the pooled values: only where the winner was above zero did anything pass.
        d = unpool(d * (pooled > 0), winner, shape)
        rows = d.reshape(-1, filters.shape[3])
        gradients[f"conv{i}/weights"] = (columns.reshape(len(rows), -1).T @ rows).reshape(filters.shape)
        gradients[f"conv{i}/bias"] = rows.sum(0)
        if i > 1:
            d = unpatch((rows @ filters.reshape(-1, filters.shape[3]).T).reshape(*d.shape[:3], -1), filters.shape[2])
    return gradients
