"""Samples stories and counts those that end, keep the name of whom they are about, and don't loop.

    python3 models/story/train/judge.py --work <scratch> [--student] [--count 100] [--show 20]
"""

import argparse
import re
from pathlib import Path

import sentencepiece as spm
import torch

from data import GROUP_OF
from network import STUDENT, TEACHER, Decoder, rotated, rotations

BEGINNINGS = (
    "Once upon a time, there was a little girl named {}.", "Once upon a time, there was a boy named {}.", "One day, {} went to the park.",
    "{} was a brave little fox.", "{} and a friend found an old map.", "There once was a dragon called {}.", "It was {}'s birthday.",
    "{} was sad because a toy was lost.", "{} wanted to learn how to swim.", "One night, {} heard a strange noise.",
)
TEMPERATURE, TOP_P, SEED = 0.8, 0.95, 7


def draw(logits: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Nucleus sampling, Holtzman et al., 2020."""
    shares, order = (logits / TEMPERATURE).softmax(-1).sort(descending=True)
    shares[shares.cumsum(-1) - shares > TOP_P] = 0
    return order.gather(-1, torch.multinomial(shares, 1, generator=generator))[:, 0]


class Steps:
    """One token of each of many texts at a time, all at the same position, with what came before them in a cache."""

    def __init__(self, model: Decoder, texts: int) -> None:
        shape = model.shape
        self.model, self.position = model, 0
        self.cos, self.sin = rotations(shape, shape.max_position_embeddings)
        room = (texts, shape.num_key_value_heads, shape.max_position_embeddings, shape.head_dim)
        self.caches = [(torch.zeros(room), torch.zeros(room)) for _ in range(shape.num_hidden_layers)]

    def __call__(self, ids: torch.Tensor) -> torch.Tensor:
        """Logits [texts, vocabulary] after ids [texts]."""
        shape, at = self.model.shape, self.position
        x = self.model.model.embed_tokens(ids)
        turn = lambda y: rotated(y, self.cos[at], self.sin[at])
        heads = lambda y, n: y.view(len(ids), n, shape.head_dim)
        for layer, (keys, values) in zip(self.model.model.layers, self.caches):
            attention, read = layer.self_attn, layer.input_layernorm(x)
            keys[:, :, at] = turn(heads(attention.k_proj(read), shape.num_key_value_heads))
            values[:, :, at] = heads(attention.v_proj(read), shape.num_key_value_heads)
            asked = turn(heads(attention.q_proj(read), shape.num_attention_heads)) * shape.head_dim**-0.5
            grouped = asked.view(len(ids), shape.num_key_value_heads, -1, shape.head_dim)
            shares = (grouped @ keys[:, :, : at + 1].transpose(2, 3)).softmax(-1)
            x = x + attention.o_proj((shares @ values[:, :, : at + 1]).view(len(ids), -1))
            x = x + layer.mlp(layer.post_attention_layernorm(x))
        self.position += 1
        return self.model.model.norm(x) @ self.model.model.embed_tokens.weight.T


def write(model: Decoder, prompts: list[list[int]]) -> list[list[int]]:
    """Goes on from each prompt until it ends, or the context does."""
    generator = torch.Generator().manual_seed(SEED)
    texts = [prompt[:] for prompt in prompts]
    step, room = Steps(model, len(texts)), model.shape.max_position_embeddings
    is_done = lambda text: len(text) >= room or (text[-1] == 1 and len(text) > 1)
    with torch.no_grad():
        for position in range(room - 1):
            drawn = draw(step(torch.tensor([text[min(position, len(text) - 1)] for text in texts])), generator)
            for text, prompt, token in zip(texts, prompts, drawn.tolist()):
                if position >= len(prompt) - 1 and not is_done(text):
                    text.append(token)
            if all(map(is_done, texts)):
                break
    return texts


def loops(text: str) -> bool:
    """Whether a sentence of some length stands there three times, or a run of eight words twice in a row."""
    sentences = [s.strip() for s in re.split(r"[.!?\n]", text) if len(s.split()) > 3]
    words = text.split()
    twice = any(words[i : i + 8] == words[i + 8 : i + 16] for i in range(len(words) - 15))
    return twice or any(sentences.count(s) > 2 for s in set(sentences))


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--work", type=Path, required=True)
    options.add_argument("--student", action="store_true")
    options.add_argument("--count", type=int, default=100)
    options.add_argument("--show", type=int, default=0)
    asked = options.parse_args()
    model = Decoder(STUDENT if asked.student else TEACHER)
    model.load_state_dict(torch.load(asked.work / f"{'student' if asked.student else 'teacher'}.final.pt"))
    model.eval()
    vocabulary = spm.SentencePieceProcessor(model_file=str(asked.work / "vocabulary.model"))
    names = sorted(GROUP_OF)
    chosen = [names[(number * 37) % len(names)] for number in range(asked.count)]
    prompts = [BEGINNINGS[number % len(BEGINNINGS)].format(name) for number, name in enumerate(chosen)]
    texts = write(model, [[1, *vocabulary.encode(prompt)] for prompt in prompts])
    ended = kept = looped = good = 0
    for number, (name, prompt, ids) in enumerate(zip(chosen, prompts, texts)):
        text = vocabulary.decode([token for token in ids if token != 1])
        ends, loop = ids[-1] == 1, loops(text)
        # Told of to the end: by name in what is written after a third of it.
        keeps = name in text[len(prompt) + (len(text) - len(prompt)) // 3 :]
        ended, kept, looped = ended + ends, kept + keeps, looped + loop
        good += ends and keeps and not loop
        if number < asked.show:
            print(f"--- {number} {'ends' if ends else 'CUT'} {'keeps' if keeps else 'LOSES ' + name} {'LOOPS' if loop else ''}\n{text}\n")
    print(f"of {asked.count}: {ended} end, {kept} keep the name, {looped} loop, {good} do all three well")


main()
