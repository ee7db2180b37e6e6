"""What a library sees of a Parquet file beside its cells, as JSON. parquet.py LIBRARY FILE"""

import json
import sys

library, path = sys.argv[1:]
if library == "pyarrow":
    import pyarrow.parquet

    file = pyarrow.parquet.ParquetFile(path)
    groups = [file.metadata.row_group(index) for index in range(file.metadata.num_row_groups)]
    types = [str(field.type) for field in file.schema_arrow]
    rows = file.metadata.num_rows
    codecs = {group.column(index).compression for group in groups for index in range(group.num_columns)}
else:
    import duckdb

    described = duckdb.execute("describe select * from read_parquet(?)", [path]).fetchall()
    types = [type for _, type, *_ in described]
    rows = duckdb.execute("select num_rows from parquet_file_metadata(?)", [path]).fetchone()[0]
    codecs = {codec for (codec,) in duckdb.execute("select compression from parquet_metadata(?)", [path]).fetchall()}
print(json.dumps({"types": types, "rows": rows, "codecs": sorted(codec for codec in codecs if codec)}))
