"""What openpyxl sees of a workbook: sheets with their types, heads and filters, as JSON. workbook.py FILE"""

import json
import sys

import openpyxl


def to_type(cell):
    if cell.value is None:
        return None
    # Of numbers that are shown as moments openpyxl says `d`; the class of the value says which.
    return type(cell.value).__name__ if cell.data_type == "d" else cell.data_type


book = openpyxl.load_workbook(sys.argv[1])
print(
    json.dumps(
        [
            {
                "name": sheet.title,
                "state": sheet.sheet_state,
                "frozen": sheet.freeze_panes,
                "filter": sheet.auto_filter.ref,
                "widths": [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]],
                "types": [[to_type(cell) for cell in row] for row in sheet.iter_rows()],
                "values": [[str(cell.value or "") for cell in row] for row in sheet.iter_rows(max_row=40)],
            }
            for sheet in book.worksheets
        ]
    )
)
