"""The list as a file: exactly what is filtered, written row by row, and recorded."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from decimal import Decimal
from typing import IO, Any

from django.utils.translation import gettext as _

from applications.models import Project
from desk.columns import Column
from desk.enums import FileFormat
from desk.listing import Listing
from desk.models import Export
from workflow.errors import Unfit
from workflow.tables import write_csv, write_xlsx

KEPT_IN_MEMORY = 2 * 1024 * 1024
AT_ONCE = 2000


def export(listing: Listing, *, form: FileFormat) -> tuple[IO[bytes], Export]:
    """A temporary file with the list's columns and order, at its beginning, and the record of who took how many rows.

    Raises Unfit when a part of the filter was not understood: the file would hold more than was asked for.
    """
    if listing.form.ignored:
        raise Unfit(
            _("This part of the filter was not understood: %(names)s.")
            % {"names": ", ".join(listing.form.ignored)}
        )
    write = write_xlsx if form == FileFormat.XLSX else write_csv
    file = tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115 (the answer closes it)
    columns = listing.columns
    count = write(_lines(listing, columns), file) - 1
    file.seek(0)
    keys = [column.key for column in columns]
    return file, keep(listing.actor, form=form, query=listing.data.urlencode(), columns=keys, rows=count)


def keep(actor: Any, *, form: str, query: str, columns: list[str], rows: int) -> Export:
    """The record of a list that was taken away, from the queue (its filter) or elsewhere (its address)."""
    return Export.objects.create(
        person=actor.user,
        role=actor.role,
        organisation=actor.organisation,
        format=form,
        query=query,
        columns=columns,
        rows=rows,
    )


def _lines(listing: Listing, columns: list[Column]) -> Iterator[list[Any]]:
    yield [_("Reference"), _("Project"), *(str(column.label) for column in columns)]
    for project in listing.rows().iterator(chunk_size=AT_ONCE):
        yield [
            project.reference,
            project.title,
            *(cell(project, column, listing.actor) for column in columns),
        ]


def cell(project: Project, column: Column, actor: Any) -> Any:
    """What a file holds: amounts as numbers of 元, dates as dates, the rest as text."""
    value = column.value(project, actor)
    if column.kind == "money":
        return None if value is None else Decimal(value).scaleb(-2)
    return value if value is None or column.kind in {"day", "number"} else str(value)
