"""Charts: bars drawn on the server for everybody, and what a script needs to draw the whole of a table over them."""

from typing import Any

from django import template

from voucher_portal.statistics.tables import WITHHELD, Cell, Row, Table, worded

register = template.Library()
LINE, BAR_TOP, BAR = 44, 22, 12
SIDE_BY_SIDE, MONTHS, LEGEND = 11, 6, 22


@register.inclusion_tag("statistics/_bars.html")
def bars(table: Table) -> dict[str, Any]:
    """The first drawn column of a table as horizontal bars; the largest one, or 100 percent, fills the width.

    The picture has the height that the script's chart will have, so that nothing moves when it is drawn.
    """
    first, mark = table.chart.columns[0], table.chart.mark
    column = table.columns[first]
    rows = table.rows[-MONTHS:] if table.chart.kind == "months" else table.rows
    values = [row.cells[first] for row in rows]
    numbers = [value for value in values if isinstance(value, int | float)]
    whole = 100 if column.unit == "percent" else max(numbers, default=0)
    drawn = [
        {
            "label": row.label,
            "value": worded(value, column.unit),
            "width": _share(value, whole),
            "mark": "" if mark is None else _share(row.cells[mark], whole),
            "text_y": number * LINE + BAR_TOP - 6,
            "bar_y": number * LINE + BAR_TOP,
            "mark_y": number * LINE + BAR_TOP - 3,
        }
        for number, (row, value) in enumerate(zip(rows, values, strict=True))
    ]
    return {
        "table": table,
        "column": column,
        "drawn": drawn,
        "height": height(table),
        "bar": BAR,
        "mark": BAR + 6,
        "data": chart_data(table),
        "data_id": f"chart-data-{table.name}",
    }


def height(table: Table) -> int:
    """Of the picture, in pixels: a line for each row, and on a phone one for each series in the legend."""
    series = len(table.chart.columns)
    legend = LEGEND * series if series > 1 else 0
    match table.chart.kind:
        case "months":
            return MONTHS * LINE + legend
        case "stack":
            return len(table.rows) * LINE + legend
    return len(table.rows) * (LINE + SIDE_BY_SIDE * (series - 1)) + legend


def chart_data(table: Table) -> dict[str, Any]:
    """The drawn columns as numbers and words; what is withheld has words only."""
    kind = table.chart.kind
    return {
        "kind": kind,
        "title": str(table.title),
        "rows": [str(row.label) for row in table.rows],
        "series": [
            {
                "name": str(table.columns[number].label),
                "unit": table.columns[number].unit,
                "values": [_number(row, number, table) for row in table.rows],
                "words": [worded(row.cells[number], table.columns[number].unit) for row in table.rows],
            }
            for number in table.chart.columns
        ],
    }


def _number(row: Row, number: int, table: Table) -> float | None:
    value = row.cells[number]
    if value is None or value == WITHHELD or isinstance(value, str):
        return None
    return value / 100 if table.columns[number].unit == "fen" else value


def _share(value: Cell, whole: float) -> str:
    """A figure as the percentage that a bar is wide; nothing of nothing is no bar."""
    return f"{100 * value / whole:.2f}" if whole and isinstance(value, int | float) else "0"
