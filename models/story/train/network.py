"""The decoder: LLaMA's (RMSNorm, rotary positions, grouped-query attention, SwiGLU, tied embeddings), in PyTorch.

Parameters are named as Hugging Face's `LlamaForCausalLM` names them, so that what is saved is read by its tools.
"""

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True)
class Shape:
    """What `config.json` says of a decoder, by its field names there."""

    vocab_size: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    max_position_embeddings: int = 512
    rope_theta: float = 10000.0
    rms_norm_eps: float = 1e-5

    @property
    def head_dim(self) -> int:
        return self.hidden_size // self.num_attention_heads

    def config(self, eos: int) -> dict:
        """The file as `transformers` writes it."""
        return {
            "architectures": ["LlamaForCausalLM"],
            "model_type": "llama",
            **asdict(self),
            "head_dim": self.head_dim,
            "hidden_act": "silu",
            "attention_bias": False,
            "mlp_bias": False,
            "tie_word_embeddings": True,
            "bos_token_id": eos,
            "eos_token_id": eos,
            "torch_dtype": "float16",
            # Weights lie beside the graphs (`model.onnx_data`), once for all that share them.
            "transformers.js_config": {"use_external_data_format": True},
        }


TEACHER = Shape(3072, 256, 544, 5, 8, 4)
STUDENT = Shape(3072, 128, 256, 4, 4, 2)


class Norm(nn.Module):
    """Root mean square normalisation, Zhang and Sennrich, 2019, in single precision."""

    def __init__(self, width: int, eps: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        wide = x.float()
        return (wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + self.eps)).to(x.dtype) * self.weight


def rotations(shape: Shape, length: int) -> tuple[Tensor, Tensor]:
    """Cosines and sines [length, head_dim] of Su et al., "RoFormer", 2021; the halves of a head turn together, as in LLaMA."""
    inverse = 1 / shape.rope_theta ** (torch.arange(0, shape.head_dim, 2).float() / shape.head_dim)
    angle = torch.outer(torch.arange(length).float(), inverse).repeat(1, 2)
    return angle.cos(), angle.sin()


def rotated(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """x: [batch, heads, length, head_dim]."""
    first, second = x.chunk(2, -1)
    return x * cos.to(x.dtype) + torch.cat([-second, first], -1) * sin.to(x.dtype)


class Attention(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        narrow = shape.num_key_value_heads * shape.head_dim
        self.q_proj = nn.Linear(shape.hidden_size, shape.hidden_size, bias=False)
        self.k_proj = nn.Linear(shape.hidden_size, narrow, bias=False)
        self.v_proj = nn.Linear(shape.hidden_size, narrow, bias=False)
        self.o_proj = nn.Linear(shape.hidden_size, shape.hidden_size, bias=False)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        heads, kept = self.shape.num_attention_heads, self.shape.num_key_value_heads
        size = self.shape.head_dim
        split = lambda y, n: y.view(batch, length, n, size).transpose(1, 2)
        q = rotated(split(self.q_proj(x) * size**-0.5, heads), cos, sin).reshape(batch * heads, length, size)
        shared = lambda y: y[:, :, None].expand(-1, -1, heads // kept, -1, -1).reshape(batch * heads, length, size)
        k = shared(rotated(split(self.k_proj(x), kept), cos, sin))
        v = shared(split(self.v_proj(x), kept))
        # The mask goes in with the product, and scores stay as narrow as they come: they are most of what moves through memory.
        mixed = torch.baddbmm(mask.to(q.dtype), q, k.transpose(1, 2)).softmax(-1) @ v
        return self.o_proj(mixed.view(batch, heads, length, size).transpose(1, 2).reshape(batch, length, -1))


class FeedForward(nn.Module):
    """SwiGLU, Shazeer, 2020."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.gate_proj = nn.Linear(shape.hidden_size, shape.intermediate_size, bias=False)
        self.up_proj = nn.Linear(shape.hidden_size, shape.intermediate_size, bias=False)
        self.down_proj = nn.Linear(shape.intermediate_size, shape.hidden_size, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class Layer(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.input_layernorm = Norm(shape.hidden_size, shape.rms_norm_eps)
        self.self_attn = Attention(shape)
        self.post_attention_layernorm = Norm(shape.hidden_size, shape.rms_norm_eps)
        self.mlp = FeedForward(shape)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor) -> Tensor:
        x = x + self.self_attn(self.input_layernorm(x), cos, sin, mask)
        return x + self.mlp(self.post_attention_layernorm(x))


class Body(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.embed_tokens = nn.Embedding(shape.vocab_size, shape.hidden_size)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.num_hidden_layers))
        self.norm = Norm(shape.hidden_size, shape.rms_norm_eps)


class Decoder(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.model = Body(shape)
        for name, parameter in self.named_parameters():
            if parameter.dim() == 2:
                # What a layer adds to the stream starts small, by depth: Radford et al., GPT-2, 2019.
                adds = name.endswith(("o_proj.weight", "down_proj.weight"))
                nn.init.normal_(parameter, std=0.02 / (2 * shape.num_hidden_layers) ** 0.5 if adds else 0.02)

    def forward(self, ids: Tensor) -> Tensor:
        """Logits [batch, length, vocabulary] of what comes after each of ids [batch, length]."""
        length = ids.shape[1]
        cos, sin = rotations(self.shape, length)
        x = self.model.embed_tokens(ids)
        mask = torch.full((1, length, length), float("-inf")).triu(1)
        for layer in self.model.layers:
            x = layer(x, cos, sin, mask)
        return F.linear(self.model.norm(x), self.model.embed_tokens.weight)

    def parameter_count(self) -> int:
        return sum(parameter.numel() for parameter in self.parameters())
