"""Charts drawn on the server: bars of one tone with their words and figures, for eyes, greyscale and screen readers."""

from typing import Any

from django import template

from voucher_portal.statistics.tables import Cell, Table, worded

register = template.Library()
LINE, BAR_TOP, BAR = 44, 22, 12


@register.inclusion_tag("statistics/_bars.html")
def bars(table: Table) -> dict[str, Any]:
    """The first column of a table as horizontal bars; the largest one, or 100 percent, fills the width."""
    column = table.columns[0]
    values = [row.cells[0] for row in table.rows]
    numbers = [value for value in values if isinstance(value, int | float)]
    whole = 100 if column.unit == "percent" else max(numbers, default=0)
    drawn = [
        {
            "label": row.label,
            "value": worded(value, column.unit),
            "width": _share(value, whole),
            "mark": _share(row.cells[table.mark], whole) if table.mark else "",
            "text_y": number * LINE + BAR_TOP - 6,
            "bar_y": number * LINE + BAR_TOP,
            "mark_y": number * LINE + BAR_TOP - 3,
        }
        for number, (row, value) in enumerate(zip(table.rows, values, strict=True))
    ]
    return {
        "table": table,
        "column": column,
        "drawn": drawn,
        "height": len(drawn) * LINE,
        "bar": BAR,
        "mark": BAR + 6,
    }


def _share(value: Cell, whole: float) -> str:
    """A figure as the percentage that a bar is wide; nothing of nothing is no bar."""
    return f"{100 * value / whole:.2f}" if whole and isinstance(value, int | float) else "0"
