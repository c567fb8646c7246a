"""Learns the vocabulary and writes it as `tokenizer.json`.

SentencePiece learns byte-pair encoding (Sennrich et al., 2016) with byte fallback, as LLaMA's does; the file says the same in
the form that Hugging Face's tokenizers read. Needs Debian's `python3-sentencepiece`.
"""

import json
from pathlib import Path

import sentencepiece as spm

from data import END


def learn(text: Path, prefix: Path, size: int) -> None:
    spm.SentencePieceTrainer.train(
        input=str(text),
        model_prefix=str(prefix),
        vocab_size=size,
        model_type="bpe",
        byte_fallback=True,
        split_digits=True,
        normalization_rule_name="identity",
        remove_extra_whitespaces=False,
        allow_whitespace_only_pieces=True,
        character_coverage=0.9999,
        max_sentence_length=20000,
        unk_id=0,
        bos_id=-1,
        pad_id=-1,
        eos_id=1,
        eos_piece=END,
        num_threads=1,
        minloglevel=1,
    )


def merges(pieces: dict[str, int]) -> list[list[str]]:
    """Pairs in the order they are joined: a piece of the vocabulary may come of several pairs, all of them are named."""
    found = []
    for piece, rank in pieces.items():
        local = [(piece[:at], piece[at:]) for at in range(1, len(piece)) if piece[:at] in pieces and piece[at:] in pieces]
        local.sort(key=lambda pair: (pieces[pair[0]], pieces[pair[1]]))
        found += [(rank, *pair) for pair in local]
    return [[left, right] for _, left, right in sorted(found, key=lambda each: each[0])]


def tokenizer_json(model: spm.SentencePieceProcessor) -> dict:
    size = model.get_piece_size()
    vocabulary = {model.id_to_piece(i): i for i in range(size)}
    normal = {p: i for p, i in vocabulary.items() if not (model.is_byte(i) or model.is_control(i) or model.is_unknown(i))}
    # SentencePiece numbers single characters last, but they are what the first joins are made of.
    special = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {"id": 0, "content": "<unk>", **special},
            {"id": 1, "content": END, **special},
        ],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "Prepend", "prepend": "▁"},
                {"type": "Replace", "pattern": {"String": " "}, "content": "▁"},
            ],
        },
        "pre_tokenizer": None,
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [{"SpecialToken": {"id": END, "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
            "pair": [
                {"SpecialToken": {"id": END, "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}},
                {"SpecialToken": {"id": END, "type_id": 1}},
                {"Sequence": {"id": "B", "type_id": 1}},
            ],
            "special_tokens": {END: {"id": END, "ids": [1], "tokens": [END]}},
        },
        "decoder": {
            "type": "Sequence",
            "decoders": [
                {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
                {"type": "ByteFallback"},
                {"type": "Fuse"},
                {"type": "Strip", "content": " ", "start": 1, "stop": 0},
            ],
        },
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": "<unk>",
            "continuing_subword_prefix": None,
            "end_of_word_suffix": None,
            "fuse_unk": True,
            "byte_fallback": True,
            "ignore_merges": False,
            "vocab": vocabulary,
            "merges": merges(normal),
        },
    }


def write(prefix: Path, folder: Path) -> None:
    model = spm.SentencePieceProcessor(model_file=f"{prefix}.model")
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(tokenizer_json(model), ensure_ascii=False, indent=0)
    (folder / "tokenizer.json").write_text(text + "\n", encoding="utf-8")
    config = {
        "tokenizer_class": "LlamaTokenizer",
        "bos_token": END,
        "eos_token": END,
        "unk_token": "<unk>",
        "add_bos_token": True,
        "add_eos_token": False,
        "clean_up_tokenization_spaces": False,
        "model_max_length": 512,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n")
