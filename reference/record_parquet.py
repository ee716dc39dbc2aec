"""Records src/text/reading/fixtures/parquet.json: small parquet files as pyarrow writes them, with
every codec that it has, and their rows. src/text/reading/parquet.test.ts reads them.

    python3 reference/record_parquet.py"""
import base64
import io
import json
import pathlib

import pyarrow as pa
import pyarrow.parquet as pq

ROWS = [
    {"id": 1, "title": "One", "text": "The cat saw the dog.", "url": "https://a.example/1"},
    {"id": 2, "title": "空", "text": None, "url": None},
    {"id": 3, "title": "三", "text": "小狐狸看见了狗。\r\n第二行。", "url": "https://a.example/3"},
]
SCHEMA = pa.schema([(name, pa.int64() if name == "id" else pa.string()) for name in ROWS[0]])
CODECS = ["none", "snappy", "gzip", "brotli", "zstd", "lz4"]


def written(table, **options):
    out = io.BytesIO()
    small = {"row_group_size": 2, "write_statistics": False, "store_schema": False}
    pq.write_table(table, out, **small, **options)
    return base64.b64encode(out.getvalue()).decode()


def main():
    table = pa.Table.from_pylist(ROWS, SCHEMA)
    nested = pa.table({"tokens": [["a", "b"]], "meta": [{"text": "inner"}], "n": [1]})
    case = {
        "madeBy": f"reference/record_parquet.py, pyarrow {pa.__version__}",
        "rows": ROWS,
        "files": {codec: written(table, compression=codec) for codec in CODECS},
        "v2": written(table, compression="snappy", data_page_version="2.0", use_dictionary=False),
        "noText": written(nested, compression="none"),
    }
    path = pathlib.Path(__file__).parent.parent / "src/text/reading/fixtures/parquet.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(case, ensure_ascii=False, indent=2) + "\n")
    print(f"{path}: {path.stat().st_size} bytes")


main()
