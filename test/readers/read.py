"""Reads a report's file with a library that nobody here wrote: read.py READER FILE prints the rows as JSON.

A cell is a string, a number, a boolean or null; moments are ISO 8601.
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


def read_csv(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))[1:]


def read_pyreadstat(path):
    import pyreadstat

    frame, _ = pyreadstat.read_xport(path)
    return frame.astype(object).where(frame.notna(), None).values.tolist()


def read_openpyxl(path):
    import openpyxl
    from openpyxl.utils.escape import unescape

    book = openpyxl.load_workbook(path, read_only=True)
    rows = book["AE"].iter_rows(min_row=2, values_only=True)
    # ECMA-376, 22.9.2.19 (ST_Xstring): a reader resolves _xHHHH_; this one leaves it to its caller.
    return [[unescape(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]


class Cells(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows, self.cell = [], None

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self.cell = ""

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data

    def handle_endtag(self, tag):
        if tag == "td":
            self.rows[-1].append(self.cell)
            self.cell = None


def read_html(text):
    cells = Cells()
    cells.feed(text)
    return [row for row in cells.rows if row]


def read_ndjson(lines):
    return [json.loads(line) for line in lines[1:]]


def read_parquet(path):
    import pyarrow.parquet

    return [list(row.values()) for row in pyarrow.parquet.read_table(path).to_pylist()]


def read_duckdb(path):
    import duckdb

    return duckdb.read_parquet(path).fetchall()


def bytes_of(path):
    with open(path, "rb") as file:
        return file.read()


READERS = {
    "csv": lambda path: read_csv(bytes_of(path)),
    "gzip": lambda path: read_csv(gzip.decompress(bytes_of(path))),
    "openpyxl": read_openpyxl,
    "html.parser": lambda path: read_html(bytes_of(path).decode("utf-8")),
    "json": lambda path: [list(row.values()) for row in json.loads(bytes_of(path))["datasets"][0]["rows"]],
    "dataset-json": lambda path: json.loads(bytes_of(path))["rows"],
    "ndjson": lambda path: read_ndjson(bytes_of(path).splitlines()),
    "zlib": lambda path: read_ndjson(zlib.decompress(bytes_of(path)).splitlines()),
    "pyreadstat": read_pyreadstat,
    "pyarrow": read_parquet,
    "duckdb": read_duckdb,
}

reader, path = sys.argv[1:]
rows = READERS[reader](path)
print(json.dumps([[to_cell(cell) for cell in row] for row in rows]))
