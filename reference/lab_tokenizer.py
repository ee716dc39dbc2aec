"""Encodes text with a tokenizer.json of the lab: byte-level BPE as GPT-2's (openai/gpt-2 src/encoder.py).
Written with the standard library only; meant for texts of a few megabytes."""
import json
import unicodedata

CONTRACTIONS = ("'s", "'t", "'re", "'ve", "'m", "'ll", "'d")


def byte_alphabet():
    """The printable character that stands for each byte."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    alphabet, following = {}, 0x100
    for byte in range(256):
        if byte in printable:
            alphabet[byte] = chr(byte)
        else:
            alphabet[byte] = chr(following)
            following += 1
    return alphabet


def is_space(character):
    # Unicode White_Space; str.isspace() also has the four separators U+001C to U+001F.
    return character.isspace() and not "\x1c" <= character <= "\x1f"


def kind_of(character):
    if is_space(character):
        return "space"
    category = unicodedata.category(character)[0]
    return {"L": "letter", "N": "number"}.get(category, "other")


def pre_tokenize(text):
    """'s|'t|'re|'ve|'m|'ll|'d| ?letters| ?numbers| ?others|spaces not before a non-space|spaces"""
    kinds = [kind_of(character) for character in text]
    at, end = 0, len(text)

    def run(start):
        stop = start
        while stop < end and kinds[stop] == kinds[start]:
            stop += 1
        return stop

    while at < end:
        contraction = next((c for c in CONTRACTIONS if text.startswith(c, at)), None)
        if contraction:
            stop = at + len(contraction)
        elif kinds[at] != "space":
            stop = run(at)
        elif text[at] == " " and at + 1 < end and kinds[at + 1] != "space":
            stop = run(at + 1)
        else:
            stop = run(at)
            # The last space of a run belongs to what follows.
            if stop < end and stop - at > 1:
                stop -= 1
        yield text[at:stop]
        at = stop


class Tokenizer:
    def __init__(self, path):
        model = json.loads(path.read_text(encoding="utf-8"))["model"]
        if model["type"] != "BPE":
            raise SystemExit(f"{path}: only byte-level tokenizers can be read here")
        self.ids = model["vocab"]
        pairs = [m.split(" ") if isinstance(m, str) else m for m in model["merges"]]
        self.ranks = {tuple(pair): rank for rank, pair in enumerate(pairs)}
        self.alphabet = byte_alphabet()
        self.cache = {}

    def _encode_piece(self, piece):
        if piece not in self.cache:
            parts = [self.alphabet[byte] for byte in piece.encode("utf-8")]
            while len(parts) > 1:
                ranked = [
                    (self.ranks.get(pair, len(self.ranks)), at)
                    for at, pair in enumerate(zip(parts, parts[1:]))
                ]
                rank, at = min(ranked)
                if rank == len(self.ranks):
                    break
                parts[at : at + 2] = [parts[at] + parts[at + 1]]
            self.cache[piece] = [self.ids[part] for part in parts]
        return self.cache[piece]

    def encode(self, text):
        return [token for piece in pre_tokenize(text) for token in self._encode_piece(piece)]
