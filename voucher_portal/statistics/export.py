"""Writes a table of figures to a file that no spreadsheet program mistakes for a formula."""

from io import BytesIO

from django.http import HttpResponse

from voucher_portal.statistics.tables import Table
from workflow.tables import CSV, XLSX, write_csv, write_xlsx


def as_csv(table: Table) -> HttpResponse:
    """Comma-separated, in UTF-8 with the mark by which spreadsheet programs know it."""
    content = BytesIO()
    write_csv(table.export(), content)
    return _file(content.getvalue(), CSV, f"{table.name}.csv")


def as_xlsx(table: Table) -> HttpResponse:
    """A workbook with one sheet."""
    content = BytesIO()
    write_xlsx(table.export(), content, table.name)
    return _file(content.getvalue(), XLSX, f"{table.name}.xlsx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=kind, headers=headers)


FORMATS = {"csv": as_csv, "xlsx": as_xlsx}
