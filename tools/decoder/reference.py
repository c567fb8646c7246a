"""Writes `src/decoder/reference.fixture.json`: what small decoders of each family answer, computed by PyTorch.

    /usr/bin/python3 tools/decoder/reference.py

Written after the definitions of Hugging Face's `transformers` (`modeling_llama.py`, `modeling_qwen2.py`, `modeling_qwen3.py`,
`modeling_gemma3.py`, `modeling_rope_utils.py`) and apart from the code that it is there to test: the whole text is read at once,
no cache, no operator that fuses others. Weights are a hash of their name and place, so that both sides make them anew.
"""

import json
import math
import zlib
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

TOKENS = 24

BASE = {
    "vocab_size": 61,
    "hidden_size": 64,
    "intermediate_size": 96,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 64,
    "rms_norm_eps": 1e-5,
    "rope_theta": 10000.0,
    "hidden_act": "silu",
    "tie_word_embeddings": False,
    "eos_token_id": 1,
}

CONFIGS = {
    "llama, tied, one head of the cache": {"model_type": "llama", **BASE, "tie_word_embeddings": True, "num_key_value_heads": 1},
    "llama, positions stretched as in Llama 3, biases": {
        "model_type": "llama",
        **BASE,
        "num_key_value_heads": 4,
        "attention_bias": True,
        "mlp_bias": True,
        "rope_scaling": {
            "rope_type": "llama3",
            "factor": 8.0,
            "low_freq_factor": 1.0,
            "high_freq_factor": 4.0,
            "original_max_position_embeddings": 16,
        },
    },
    "llama, positions stretched alike": {
        "model_type": "llama",
        **{key: value for key, value in BASE.items() if key != "rope_theta"},
        "rope_parameters": {"rope_type": "linear", "factor": 4.0, "rope_theta": 500.0},
    },
    "qwen2": {"model_type": "qwen2", **BASE, "use_sliding_window": False, "sliding_window": 8},
    "qwen3, heads wider than the stream": {"model_type": "qwen3", **BASE, "head_dim": 32, "rope_theta": 1e6},
    "gemma3": {
        "model_type": "gemma3_text",
        **{key: value for key, value in BASE.items() if key not in ("hidden_act", "tie_word_embeddings")},
        "num_hidden_layers": 3,
        "head_dim": 32,
        "hidden_activation": "gelu_pytorch_tanh",
        "query_pre_attn_scalar": 24,
        "rope_theta": 1e6,
        "rope_local_base_freq": 10000.0,
        "rope_scaling": {"rope_type": "linear", "factor": 8.0},
        "sliding_window": 6,
        "layer_types": ["sliding_attention", "full_attention", "sliding_attention"],
    },
}


def weight(name: str, *shape: int) -> Tensor:
    """Uniform in [-1, 1), spread by the width of a matrix; vectors are small, about 1 where they scale."""
    count = math.prod(shape)
    x = np.arange(count, dtype=np.uint64) * 2654435761 + zlib.crc32(name.encode())
    x &= 0xFFFFFFFF
    for multiplier in (0x21F0AAAD, 0x735A2D97):
        x = ((x ^ (x >> 15)) * multiplier) & 0xFFFFFFFF
    x ^= x >> 15
    unit = x.astype(np.float64) / 2**31 - 1
    spread = math.sqrt(3 / shape[-1]) if len(shape) > 1 else 0.3
    return torch.from_numpy((unit * spread).astype(np.float32).reshape(shape))


class Reference:
    def __init__(self, config: dict) -> None:
        self.config = config
        self.family = config["model_type"]
        self.gemma = self.family == "gemma3_text"
        self.heads = config["num_attention_heads"]
        self.kept = config["num_key_value_heads"]
        self.width = config.get("head_dim") or config["hidden_size"] // self.heads

    def norm(self, x: Tensor, name: str) -> Tensor:
        own = weight(name, x.shape[-1])
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.config["rms_norm_eps"]) * (1 + own)

    def linear(self, x: Tensor, name: str, out: int, bias: bool) -> Tensor:
        return F.linear(x, weight(f"{name}.weight", out, x.shape[-1]), weight(f"{name}.bias", out) if bias else None)

    def frequencies(self, base: float, scaling: dict | None) -> Tensor:
        inverse = 1 / base ** (torch.arange(0, self.width, 2, dtype=torch.float64) / self.width)
        kind = (scaling or {}).get("rope_type", "default")
        if kind == "linear":
            return inverse / scaling["factor"]
        if kind == "default":
            return inverse
        low = scaling["original_max_position_embeddings"] / scaling["low_freq_factor"]
        high = scaling["original_max_position_embeddings"] / scaling["high_freq_factor"]
        wave = 2 * math.pi / inverse
        smooth = (scaling["original_max_position_embeddings"] / wave - scaling["low_freq_factor"]) / (
            scaling["high_freq_factor"] - scaling["low_freq_factor"]
        )
        stretched = torch.where(wave > low, inverse / scaling["factor"], inverse)
        between = (1 - smooth) * stretched / scaling["factor"] + smooth * stretched
        return torch.where(~(wave < high) & ~(wave > low), between, stretched)

    def turned(self, x: Tensor, frequencies: Tensor) -> Tensor:
        angle = torch.outer(torch.arange(x.shape[-2], dtype=torch.float64), frequencies).repeat(1, 2)
        first, second = x.chunk(2, -1)
        return (x * angle.cos() + torch.cat([-second, first], -1) * angle.sin()).float()

    def attention(self, x: Tensor, layer: int) -> Tensor:
        config, at = self.config, f"model.layers.{layer}.self_attn"
        length = len(x)
        bias = self.family == "qwen2" or config.get("attention_bias", False)
        split = lambda y, n: y.view(length, n, self.width).transpose(0, 1)
        q = split(self.linear(x, f"{at}.q_proj", self.heads * self.width, bias), self.heads)
        k = split(self.linear(x, f"{at}.k_proj", self.kept * self.width, bias), self.kept)
        v = split(self.linear(x, f"{at}.v_proj", self.kept * self.width, bias), self.kept)
        if self.family in ("qwen3", "gemma3_text"):
            q, k = self.norm(q, f"{at}.q_norm.weight"), self.norm(k, f"{at}.k_norm.weight")
        windowed = config.get("layer_types", ["full_attention"] * 99)[layer] == "sliding_attention"
        if windowed:
            frequencies = self.frequencies(config["rope_local_base_freq"], None)
        else:
            parameters = config.get("rope_parameters") or config.get("rope_scaling")
            frequencies = self.frequencies(config.get("rope_theta") or parameters["rope_theta"], parameters)
        q, k = self.turned(q, frequencies), self.turned(k, frequencies)
        groups = self.heads // self.kept
        k, v = k.repeat_interleave(groups, 0), v.repeat_interleave(groups, 0)
        scores = q @ k.transpose(-1, -2) * config.get("query_pre_attn_scalar", self.width) ** -0.5
        behind = torch.arange(length)[:, None] - torch.arange(length)[None]
        hidden = behind < 0
        if windowed:
            hidden |= behind >= config["sliding_window"]
        shares = scores.masked_fill(hidden, -torch.inf).softmax(-1)
        mixed = (shares @ v).transpose(0, 1).reshape(length, -1)
        return self.linear(mixed, f"{at}.o_proj", config["hidden_size"], config.get("attention_bias", False))

    def fed(self, x: Tensor, layer: int) -> Tensor:
        config, at = self.config, f"model.layers.{layer}.mlp"
        bias, inner = config.get("mlp_bias", False), config["intermediate_size"]
        gate = self.linear(x, f"{at}.gate_proj", inner, bias)
        gate = F.gelu(gate, approximate="tanh") if self.gemma else F.silu(gate)
        both = gate * self.linear(x, f"{at}.up_proj", inner, bias)
        return self.linear(both, f"{at}.down_proj", config["hidden_size"], bias)

    def logits(self, ids: list[int]) -> Tensor:
        config = self.config
        table = weight("model.embed_tokens.weight", config["vocab_size"], config["hidden_size"])
        x = table[torch.tensor(ids)]
        if self.gemma:
            x = x * math.sqrt(config["hidden_size"])
        for layer in range(config["num_hidden_layers"]):
            at = f"model.layers.{layer}"
            added = self.attention(self.norm(x, f"{at}.input_layernorm.weight"), layer)
            if self.gemma:
                x = x + self.norm(added, f"{at}.post_attention_layernorm.weight")
                fed = self.fed(self.norm(x, f"{at}.pre_feedforward_layernorm.weight"), layer)
                x = x + self.norm(fed, f"{at}.post_feedforward_layernorm.weight")
            else:
                x = x + added
                x = x + self.fed(self.norm(x, f"{at}.post_attention_layernorm.weight"), layer)
        x = self.norm(x, "model.norm.weight")
        tied = self.gemma or config["tie_word_embeddings"]
        head = table if tied else weight("lm_head.weight", config["vocab_size"], config["hidden_size"])
        return F.linear(x, head)


def main() -> None:
    told = []
    for name, config in CONFIGS.items():
        ids = [(7 + 13 * at * at) % config["vocab_size"] for at in range(TOKENS)]
        logits = Reference(config).logits(ids)
        # Stands for the last half alone: each of them sees all before it.
        rows = [[round(float(value), 5) for value in row] for row in logits[TOKENS // 2 :]]
        told.append({"name": name, "config": config, "ids": ids, "logits": rows})
    path = Path(__file__).parents[2] / "src" / "decoder" / "reference.fixture.json"
    lines = ",\n".join(json.dumps(each, separators=(",", ":")) for each in told)
    made = f"PyTorch {torch.__version__}, single precision"
    path.write_text(f'{{"madeBy":"{made}","decoders":[\n{lines}\n]}}\n')


main()
