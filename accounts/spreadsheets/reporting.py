"""How a table collects what is wrong with it: each problem at its cell, in the words of the sender."""

from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _

from accounts.spreadsheets import limits
from accounts.spreadsheets.columns import Column, normal
from accounts.spreadsheets.problems import Problem, letter, shown
from accounts.spreadsheets.reading import Sheet

ROW = "__row__"


class Reporting:
    """What a resource remembers of the problems of the sheet it is judging."""

    _sheet: Sheet
    _places: dict[str, int]
    _failed: set[str]
    problems: list[Problem]
    problem_count: int

    def problem(self, row: dict[str, Any], name: str, reason: str, advice: str) -> None:
        """Something to correct in one cell, or in the whole row when `name` is empty."""
        self._failed.add(name or ROW)
        self._add(row[ROW], self._places.get(name, -1), row.get(name, ""), reason, advice)

    def _add(self, row: int, index: int, value: Any, reason: str, advice: str) -> None:
        self.problem_count += 1
        if len(self.problems) < limits.MOST_PROBLEMS:
            named = index >= 0
            heading = self._sheet.headings[index] if 0 <= index < len(self._sheet.headings) else ""
            self.problems.append(
                Problem(
                    sheet=self._sheet.name,
                    row=row,
                    column=letter(index) if named else "",
                    heading=heading,
                    value=shown(value),
                    reason=str(reason),
                    advice=str(advice),
                )
            )

    def _unknown(self, index: int, heading: str, by_name: dict[str, Column]) -> None:
        close = get_close_matches(normal(heading), by_name, n=1)
        advice = (
            _("Did you mean “%(name)s”?") % {"name": by_name[close[0]].label}
            if close
            else _("Remove the column, or use the headings of the template.")
        )
        self._add(self._sheet.heading_row, index, heading, _("The portal does not know this column."), advice)

    def _check_width(self, number: int, values: list[Any]) -> None:
        width = len(self._sheet.headings)
        for index, value in enumerate(values[width:], width):
            if value != "":
                words = _("This value stands outside the columns of the table.")
                self._add(
                    number, index, value, words, _("Put it under a heading, or quote text with separators.")
                )
                break
