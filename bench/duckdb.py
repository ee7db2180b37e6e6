"""Writes CSV as Parquet: duckdb.py ROWS TYPE;TYPE... FILE prints milliseconds."""

import sys
import time

# This file's own folder would hide the package of the same name.
sys.path.pop(0)
import duckdb  # noqa: E402

rows, types, file = sys.argv[1:]
columns = ", ".join(f"'c{number}': '{name}'" for number, name in enumerate(types.split(";")))
started = time.perf_counter()
duckdb.execute(
    f"COPY (SELECT * FROM read_csv('{rows}', header = false, columns = {{{columns}}}))"
    f" TO '{file}' (FORMAT parquet, COMPRESSION zstd)"
)
print((time.perf_counter() - started) * 1000)
