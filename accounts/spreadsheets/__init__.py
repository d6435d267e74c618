"""Tables in and out of the portal: XLSX and CSV, limited in size, scoped to the acting person, reported cell by cell."""

from accounts.spreadsheets.books import Book, register
from accounts.spreadsheets.columns import (
    ChoiceWidget,
    CodeWidget,
    Column,
    DayWidget,
    EmptyCodeWidget,
    TextWidget,
    WholeWidget,
    YesNoWidget,
)
from accounts.spreadsheets.problems import CellRefused, TableRefused
from accounts.spreadsheets.resource import ROW, ScopedResource, in_chunks

__all__ = [
    "ROW",
    "Book",
    "CellRefused",
    "ChoiceWidget",
    "CodeWidget",
    "Column",
    "DayWidget",
    "EmptyCodeWidget",
    "ScopedResource",
    "TableRefused",
    "TextWidget",
    "WholeWidget",
    "YesNoWidget",
    "in_chunks",
    "register",
]
