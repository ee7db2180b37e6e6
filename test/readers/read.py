"""Reads a report's files with a library that nobody here wrote: read.py READER FILE... prints a list of tables as JSON.

A table has a name, heads, labels and formats of its columns (null where the library does not tell), and rows. A cell is a
string, a number, a boolean or null; moments are ISO 8601.
"""

import csv
import datetime
import gzip
import html.parser
import io
import json
import math
import sys
import zlib


def to_cell(value):
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if isinstance(value, datetime.datetime):
        return value.replace(tzinfo=None).isoformat()
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return to_cell(value.item()) if hasattr(value, "item") else str(value)


def to_table(heads, rows, name=None, labels=None, formats=None):
    cells = [[to_cell(cell) for cell in row] for row in rows]
    ragged = [number for number, row in enumerate(cells, 1) if len(row) != len(heads)]
    if ragged:
        raise ValueError(f"{name}: rows {ragged[:5]} do not have {len(heads)} cells")
    return {"name": name, "heads": heads, "labels": labels, "formats": formats, "rows": cells}


def read_csv(data):
    heads, *rows = csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)
    return [to_table(heads, rows)]


def read_pyreadstat(path):
    import pyreadstat

    frame, about = pyreadstat.read_xport(path)
    rows = frame.astype(object).where(frame.notna(), None).values.tolist()
    formats = [about.original_variable_types[name] for name in about.column_names]
    return [to_table(about.column_names, rows, about.table_name, about.column_labels, formats)]


def read_openpyxl(path):
    import openpyxl
    from openpyxl.utils.escape import unescape

    tables = []
    # The first sheet is the cover.
    for sheet in openpyxl.load_workbook(path, read_only=True).worksheets[1:]:
        # ECMA-376, 22.9.2.19 (ST_Xstring): a reader resolves _xHHHH_; this one leaves it to its caller.
        heads, *rows = [
            [unescape(cell) if isinstance(cell, str) else cell for cell in row]
            for row in sheet.iter_rows(values_only=True)
        ]
        tables.append(to_table(heads, rows, sheet.title))
    return tables


class Tables(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tables, self.title, self.texts = [], "", None

    def handle_starttag(self, tag, attributes):
        if tag == "table":
            self.tables.append({"name": self.title, "heads": [], "labels": [], "rows": []})
        elif tag == "tr":
            self.tables[-1]["rows"].append([])
        elif tag in ("h2", "th", "td"):
            self.texts = [""]
        elif tag == "small" and self.texts is not None:
            self.texts.append("")

    def handle_data(self, data):
        if self.texts is not None:
            self.texts[-1] += data

    def handle_endtag(self, tag):
        if tag not in ("h2", "th", "td"):
            return
        first, *rest = self.texts
        if tag == "h2":
            self.title = first.strip()
        elif tag == "td":
            self.tables[-1]["rows"][-1].append(first)
        else:
            self.tables[-1]["heads"].append(first)
            self.tables[-1]["labels"].append("".join(rest))
        self.texts = None


def read_html(text):
    parser = Tables()
    parser.feed(text)
    return [
        to_table(table["heads"], [row for row in table["rows"] if row], table["name"], table["labels"])
        for table in parser.tables
    ]


def read_json(text):
    tables = []
    for dataset in json.loads(text)["datasets"]:
        heads, labels, formats = describe(dataset["columns"])
        if any(list(row) != heads for row in dataset["rows"]):
            raise ValueError(f"{dataset['name']}: a row has other members than its columns")
        rows = [list(row.values()) for row in dataset["rows"]]
        tables.append(to_table(heads, rows, dataset["name"], labels, formats))
    return tables


def describe(columns):
    return (
        [column["name"] for column in columns],
        [column["label"] for column in columns],
        [column.get("displayFormat", "") for column in columns],
    )


def read_dataset_json(dataset, rows):
    heads, labels, formats = describe(dataset["columns"])
    return [to_table(heads, rows, dataset["name"], labels, formats)]


def read_ndjson(text):
    first, *rows = [json.loads(line) for line in text.removesuffix("\n").split("\n")]
    return read_dataset_json(first, rows)


def read_parquet(path):
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(path)
    about = {key: json.loads(value) for key, value in table.schema.metadata.items() if key != b"ARROW:schema"}
    return [to_parquet_table(table.column_names, zip(*table.to_pydict().values()), about)]


def read_duckdb(path):
    import duckdb

    result = duckdb.execute("select * from read_parquet(?)", [path])
    heads, rows = [name for name, *_ in result.description], result.fetchall()
    pairs = duckdb.execute("select key, value from parquet_kv_metadata(?)", [path]).fetchall()
    return [to_parquet_table(heads, rows, {key: json.loads(value) for key, value in pairs})]


def to_parquet_table(heads, rows, about):
    labels = [about[b"labels" if b"labels" in about else "labels"][head] for head in heads]
    dataset = about[b"dataset" if b"dataset" in about else "dataset"]
    return to_table(heads, rows, dataset["name"], labels)


def bytes_of(path):
    with open(path, "rb") as file:
        return file.read()


def text_of(path):
    return bytes_of(path).decode("utf-8")


def read_document(path):
    document = json.loads(text_of(path))
    return read_dataset_json(document, document["rows"])


READERS = {
    "csv": lambda path: read_csv(bytes_of(path)),
    "gzip": lambda path: read_csv(gzip.decompress(bytes_of(path))),
    "openpyxl": read_openpyxl,
    "html.parser": lambda path: read_html(text_of(path)),
    "json": lambda path: read_json(text_of(path)),
    "dataset-json": read_document,
    "ndjson": lambda path: read_ndjson(text_of(path)),
    "zlib": lambda path: read_ndjson(zlib.decompress(bytes_of(path)).decode("utf-8")),
    "pyreadstat": read_pyreadstat,
    "pyarrow": read_parquet,
    "duckdb": read_duckdb,
}

reader, *paths = sys.argv[1:]
print(json.dumps([table for path in paths for table in READERS[reader](path)]))
