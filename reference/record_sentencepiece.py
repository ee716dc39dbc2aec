"""Records what SentencePiece makes of a text: the pieces of a trained Unigram model with their scores,
and how that model cuts each line. src/text/tokenizers/sentencepiece.test.ts compares the lab with
fixtures/sentencepiece.json, which is made of generated stories by

    node reference/write_corpus.mjs english-stories 100 > english.txt
    node reference/write_corpus.mjs chinese-stories 100 > chinese.txt
    python3 reference/record_sentencepiece.py english.txt 400 english.json 20
    python3 reference/record_sentencepiece.py chinese.txt 600 chinese.json 20

(of the last argument's number of lines the cuts are kept: by default of all) put together as
{"english": …, "chinese": …}. And reference/compare_sentencepiece.mjs compares it on any text. Needs the
Python package sentencepiece (Debian: python3-sentencepiece). The text is taken as it is: no
normalisation, no space before it."""
import io
import json
import sys

import sentencepiece

SPECIAL = 3  # <unk>, <s>, </s>


def train(lines, size):
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_writer=model, model_type="unigram",
        vocab_size=size + SPECIAL, character_coverage=1.0, normalization_rule_name="identity",
        add_dummy_prefix=False, remove_extra_whitespaces=False, split_by_unicode_script=False,
        split_by_number=False, max_sentence_length=1_000_000, num_threads=1, minloglevel=1,
    )
    return sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())


def main():
    text, size, out, *most = sys.argv[1:]
    with open(text, encoding="utf-8") as file:
        lines = [line for line in file.read().split("\n") if line]
    model = train(lines, int(size))
    pieces = [[model.id_to_piece(i), model.get_score(i)] for i in range(SPECIAL, len(model))]
    cuts = [" ".join(model.encode(line, out_type=str)) for line in lines[:int(most[0]) if most else None]]
    with open(out, "w", encoding="utf-8") as file:
        json.dump({"version": sentencepiece.__version__, "pieces": pieces, "cuts": cuts}, file,
                  ensure_ascii=False, separators=(",", ":"))


main()
