"""Writes the network as a TensorFlow.js graph model: `model.json` and one file of 16-bit weights."""

import base64
import json
from pathlib import Path

import numpy as np

from network import Parameters


def text(value: str) -> str:
    """Strings in a graph are base64."""
    return base64.b64encode(value.encode()).decode()


def node(name: str, op: str, inputs: list[str], **attributes: dict) -> dict:
    return {"name": name, "op": op, "input": inputs, "attr": {"T": {"type": "DT_FLOAT"}, **attributes}}


def dims(shape) -> dict:
    return {"dim": [{"size": str(length)} for length in shape]}


def constant(name: str, shape, dtype: str) -> dict:
    value = {"tensor": {"dtype": dtype, "tensorShape": dims(shape)}}
    return {"name": name, "op": "Const", "attr": {"dtype": {"type": dtype}, "value": value}}


def fused(*operations: str) -> dict:
    return {"fused_ops": {"list": {"s": [text(one) for one in operations]}}, "num_args": {"i": "1"}, "epsilon": {"f": 0}}


NHWC = {"data_format": {"s": text("NHWC")}}


def nodes(parameters: Parameters) -> list[dict]:
    picture = (1, 28, 28, 1)
    graph = [
        {"name": "picture", "op": "Placeholder", "attr": {"dtype": {"type": "DT_FLOAT"}, "shape": {"shape": dims(picture)}}},
        *(constant(name, value.shape, "DT_FLOAT") for name, value in parameters.items()),
        constant("flat/shape", (2,), "DT_INT32"),
    ]
    last = "picture"
    for i in (1, 2, 3):
        graph.append(
            node(
                f"conv{i}",
                "_FusedConv2D",
                [last, f"conv{i}/weights", f"conv{i}/bias"],
                **fused("BiasAdd", "Relu"),
                **NHWC,
                padding={"s": text("SAME")},
                strides={"list": {"i": ["1", "1", "1", "1"]}},
                dilations={"list": {"i": ["1", "1", "1", "1"]}},
                explicit_paddings={"list": {}},
            )
        )
        square = {"list": {"i": ["1", "2", "2", "1"]}}
        last = f"pool{i}"
        graph.append(node(last, "MaxPool", [f"conv{i}"], **NHWC, padding={"s": text("VALID")}, ksize=square, strides=square))
    graph.append(node("flat", "Reshape", [last, "flat/shape"], Tshape={"type": "DT_INT32"}))
    plain = {"transpose_a": {"b": False}, "transpose_b": {"b": False}}
    dense1 = ["flat", "dense1/weights", "dense1/bias"]
    graph.append(node("dense1", "_FusedMatMul", dense1, **fused("BiasAdd", "Relu"), **plain))
    dense2 = ["dense1", "dense2/weights", "dense2/bias"]
    graph.append(node("logits", "_FusedMatMul", dense2, **fused("BiasAdd"), **plain))
    return graph


def halved(parameters: Parameters) -> Parameters:
    """Rounded to what 16 bits hold, so that files of either precision hold the very same weights."""
    return {name: value.astype(np.float16).astype(np.float32) for name, value in parameters.items()}


def write(parameters: Parameters, folder: Path) -> None:
    flat = np.asarray([1, parameters["dense1/weights"].shape[0]], np.int32)
    half = {"dtype": "float16", "original_dtype": "float32"}
    specs = [
        *({"name": n, "shape": list(v.shape), "dtype": "float32", "quantization": half} for n, v in parameters.items()),
        {"name": "flat/shape", "shape": [2], "dtype": "int32"},
    ]
    tensor = lambda name, shape: {name: {"name": name, "dtype": "DT_FLOAT", "tensorShape": dims(shape)}}
    model = {
        "format": "graph-model",
        "generatedBy": "Nearside, models/digits/train",
        "convertedBy": None,
        "signature": {"inputs": tensor("picture", (1, 28, 28, 1)), "outputs": tensor("logits", (1, 10))},
        "modelTopology": {"node": nodes(parameters), "library": {}, "versions": {}},
        "weightsManifest": [{"paths": ["weights.bin"], "weights": specs}],
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.json").write_text(json.dumps(model, separators=(",", ":")) + "\n")
    values = [value.astype("<f2").tobytes() for value in parameters.values()]
    (folder / "weights.bin").write_bytes(b"".join([*values, flat.astype("<i4").tobytes()]))
