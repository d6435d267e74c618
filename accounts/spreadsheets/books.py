"""Which sheets belong together in one file, and the way of a file through them: all of it, or nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.spreadsheets import limits
from accounts.spreadsheets.columns import in_every_language, normal
from accounts.spreadsheets.problems import Problem, TableRefused
from accounts.spreadsheets.reading import Sheet
from accounts.spreadsheets.resource import ScopedResource
from accounts.spreadsheets.template import HIDDEN, NOTES

BOOKS: dict[str, "Book"] = {}


@dataclass(frozen=True)
class Book:
    """The tables of one file: the first is the main one, the others may be left out."""

    code: str
    resources: tuple[type[ScopedResource], ...]

    def may_import(self, actor: Actor) -> bool:
        return self.resources[0].may_import(actor)


def register(code: str, *resources: type[ScopedResource]) -> Book:
    """Makes a book known by its code, under which a worker finds it again."""
    BOOKS[code] = Book(code, resources)
    return BOOKS[code]


@dataclass
class Report:
    """What a file would do, or has done."""

    sheets: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    changes: list[dict[str, Any]] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "sheets": self.sheets,
            "problems": [problem.as_json() for problem in self.problems[: limits.MOST_PROBLEMS]],
            "problem_count": self.problem_count,
            "changes": self.changes[: limits.MOST_CHANGES],
            "ignored": self.ignored,
        }


def matched(book: Book, sheets: list[Sheet]) -> tuple[list[tuple[type[ScopedResource], Sheet]], list[str]]:
    """Which sheet fills which table, in the order of the book, and the sheets that fill none."""
    notes = {normal(words) for words in in_every_language(NOTES).values()}
    rest = [
        sheet for sheet in sheets if not sheet.name.startswith(HIDDEN) and normal(sheet.name) not in notes
    ]
    found: dict[type[ScopedResource], Sheet] = {}
    for resource in book.resources:
        named = next((sheet for sheet in rest if normal(sheet.name) in resource.sheet_names()), None)
        if named is not None:
            found[resource] = named
            rest.remove(named)
    if not found and rest:
        found[book.resources[0]] = rest.pop(0)
    if not found:
        raise TableRefused(_("The file holds no table. The first row must hold the headings."))
    return [(resource, found[resource]) for resource in book.resources if resource in found], [
        sheet.name for sheet in rest
    ]


def row_count(book: Book, sheets: list[Sheet]) -> int:
    """How many rows will be looked at."""
    return sum(len(sheet.rows) for _resource, sheet in matched(book, sheets)[0])


def take(
    book: Book, sheets: list[Sheet], *, actor: Actor, write: bool, tick: Callable[[], None] = lambda: None
) -> Report:
    """Judges every row of every sheet; with `write` also writes, and the caller rolls back when there are problems."""
    pairs, ignored = matched(book, sheets)
    report = Report(ignored=ignored)
    shared: dict[str, Any] = {}
    used = []
    for table, sheet in pairs:
        resource = table(actor=actor, shared=shared)
        counts = resource.take(sheet, write=write and not report.problem_count, tick=tick)
        report.sheets.append({"name": sheet.name, "rows": len(sheet.rows)} | counts)
        report.problems += resource.problems
        report.problem_count += resource.problem_count
        report.changes += resource.changes
        used.append(resource)
    if not any(sheet["rows"] for sheet in report.sheets):
        raise TableRefused(_("The table has headings but no rows."))
    if write and not report.problem_count:
        for resource in used:
            resource.finish()
    return report
