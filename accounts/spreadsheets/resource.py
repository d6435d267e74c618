"""The base of every table that comes in or goes out: rows within the actor's scope, written in bulk, reported cell by cell."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

import tablib
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from import_export.resources import ModelResource

from accounts.actor import ANONYMOUS, Actor
from accounts.formulas import inert
from accounts.spreadsheets import limits
from accounts.spreadsheets.columns import Column, from_validation, in_every_language, normal
from accounts.spreadsheets.problems import EMPTY, CellRefused, Problem, shown
from accounts.spreadsheets.reading import Sheet
from accounts.spreadsheets.reporting import ROW, Reporting

CHUNK = 800


class KnownRows:
    """Finds the row of the database that a row of the table means, in what was read beforehand."""

    def __init__(self, resource, dataset) -> None:
        self.resource = resource

    def get_instance(self, row):
        return self.resource.known(row)


class ScopedResource(Reporting, ModelResource):
    """A table whose rows are looked up, shown and changed only within what the actor may see."""

    sheet: ClassVar[Any] = ""
    fields: dict[str, Column]

    class Meta:
        use_bulk = True
        batch_size = 1000
        skip_diff = True
        skip_html_diff = True
        report_skipped = False
        use_transactions = False
        instance_loader_class = KnownRows

    def __init__(self, actor: Actor = ANONYMOUS, shared: dict[str, Any] | None = None, **kwargs) -> None:
        self.columns()
        super().__init__(**kwargs)
        self.actor = actor
        self.shared = {} if shared is None else shared
        self.problems: list[Problem] = []
        self.problem_count = 0
        self.changes: list[dict[str, Any]] = []
        self.tick: Callable[[], None] = lambda: None
        self._sheet = Sheet("", [])
        self._places: dict[str, int] = {}
        self._seen: dict[Any, int] = {}
        self._before: dict[str, Any] = {}
        self._failed: set[str] = set()
        self._new = False

    # --- who and what ---------------------------------------------------------------------------------------------

    @classmethod
    def may_import(cls, actor: Actor) -> bool:
        """Whether this person may bring this table in at all."""
        return False

    @classmethod
    def columns(cls) -> list[Column]:
        """The columns in the order of the template, with words."""
        found = []
        for name in cls._meta.fields or cls.fields:
            column = cls.fields[name]
            if isinstance(column, Column):
                column.label = column.label or _words(cls._meta.model, column.attribute)
                found.append(column)
        return found

    @classmethod
    def sheet_names(cls) -> set[str]:
        about = cls._meta.model._meta
        words = [cls.sheet] if cls.sheet else [about.verbose_name, about.verbose_name_plural]
        every = (name for some in words for name in in_every_language(some).values())
        return {normal(cls._meta.model.__name__), *map(normal, every)}

    def get_queryset(self):
        return super().get_queryset().visible_to(self.actor)

    # --- out ------------------------------------------------------------------------------------------------------

    def get_export_headers(self, selected_fields=None):
        self.columns()
        return [capfirst(str(field.label)) for field in self.get_export_fields(selected_fields)]

    def export_field(self, field, instance, **kwargs):
        """Text that is never computed; numbers stay numbers."""
        return inert(super().export_field(field, instance, **kwargs))

    # --- in: one sheet --------------------------------------------------------------------------------------------

    def take(self, sheet: Sheet, *, write: bool, tick: Callable[[], None]) -> dict[str, int]:
        """Judges every row, and writes them when `write`; the caller has opened a transaction then.

        Nothing may be written that `problems` speaks of: look at it before the transaction is closed.
        """
        self._sheet, self.tick = sheet, tick
        dataset = self._dataset(sheet)
        if dataset is None:
            return {"new": 0, "update": 0, "skip": 0}
        self.prepare([dict(zip(dataset.headers, row, strict=True)) for row in dataset])
        result = self.import_data_inner(
            dataset,
            dry_run=not write,
            raise_errors=False,
            using_transactions=False,
            collect_failed_rows=False,
        )
        for broken in [*result.base_errors, *(error for row in result.error_rows for error in row.errors)]:
            raise broken.error
        return {kind: result.totals[kind] for kind in ("new", "update", "skip")}

    def prepare(self, rows: list[dict[str, Any]]) -> None:
        """Reads what the rows refer to, in few queries."""

    def known(self, row: dict[str, Any]) -> models.Model | None:
        """The existing row with this natural key, within what was prepared."""
        return None

    def key_of(self, row: dict[str, Any], instance) -> Any:
        """What must not stand twice in one table; None when it cannot be told."""
        return None

    def _dataset(self, sheet: Sheet) -> tablib.Dataset | None:
        """The rows under the codes of their columns, or None when the headings do not fit."""
        by_name = {name: column for column in self.columns() for name in column.names()}
        self._places = {}
        before = self.problem_count
        for index, heading in enumerate(sheet.headings):
            column = by_name.get(normal(heading))
            if column is None:
                self._unknown(index, heading, by_name)
            elif column.column_name in self._places:
                self._add(sheet.heading_row, index, heading, _("This column stands twice."), _("Keep one."))
            else:
                self._places[column.column_name] = index
        for column in self.columns():
            if column.needed and column.column_name not in self._places:
                words = _("The column “%(name)s” is missing.") % {"name": column.label}
                self._add(sheet.heading_row, -1, "", words, _("Add it, or start from the template."))
        if self.problem_count > before:
            return None
        headers = [*self._places, ROW]
        dataset = tablib.Dataset(headers=headers)
        for number, values in sheet.rows:
            self._check_width(number, values)
            cells = [values[index] if index < len(values) else "" for index in self._places.values()]
            dataset.append([*cells, number])
        return dataset

    # --- in: one row (called by django-import-export) -------------------------------------------------------------

    def after_init_instance(self, instance, new, row, **kwargs) -> None:
        self._new, self._failed = new, set()
        self._before = (
            {} if new else {name: column.get_value(instance) for name, column in self.fields.items()}
        )

    def import_instance(self, instance, row, **kwargs) -> None:
        """Reads every cell; what cannot be taken becomes a problem of its cell."""
        for name, index in self._places.items():
            column, value = self.fields[name], row[name]
            if (row[ROW] - 1, index) in self._sheet.formulas:
                words = _("This cell holds a formula.")
                self.problem(row, name, words, _("Replace it by its value."))
            elif column.needed and value == "":
                self.problem(row, name, str(EMPTY), _("Fill this cell in."))
            else:
                try:
                    column.save(instance, row)
                except CellRefused as refusal:
                    self.problem(row, name, str(refusal.reason), str(refusal.advice))
                except ValidationError as error:
                    self.problem(row, name, *from_validation(error))
        key = None if self._failed else self.key_of(row, instance)
        if key is not None and (first := self._seen.setdefault(key, row[ROW])) != row[ROW]:
            words = _("The same entry already stands in row %(row)s.") % {"row": first}
            self.problem(row, self._key_column(), words, _("Keep one of the two rows."))

    def _key_column(self) -> str:
        return next((name for name in reversed(self._meta.import_id_fields) if name in self._places), "")

    def skip_row(self, instance, original, row, import_validation_errors=None) -> bool:
        if self._failed or self._new:
            return False
        changed = [
            name for name in self._places if self.fields[name].get_value(instance) != self._before.get(name)
        ]
        self.check_change(instance, row, changed)
        if changed and not self._failed and len(self.changes) < limits.MOST_CHANGES:
            self.changes.append(self._change(instance, row, changed))
        return not changed

    def check_change(self, instance, row, changed: list[str]) -> None:
        """Says with `problem` what may not be changed in an existing row."""

    def _change(self, instance, row, changed: list[str]) -> dict[str, Any]:
        def words(name: str, value: Any) -> str:
            return shown(self.fields[name].widget.render(value))

        cells = [
            {
                "heading": str(self.fields[name].label),
                "before": words(name, self._before[name]),
                "after": words(name, self.fields[name].get_value(instance)),
            }
            for name in changed
        ]
        return {"sheet": self._sheet.name, "row": row[ROW], "name": shown(instance), "cells": cells}

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True) -> None:
        """The shape of every field, without a query; uniqueness was settled by the natural key."""

    def save_instance(self, instance, is_create, row, **kwargs) -> None:
        if not self._failed:
            self.check(instance, row)
        if self._failed:
            raise ValidationError(_("The row has problems."))
        super().save_instance(instance, is_create, row, **kwargs)

    def check(self, instance, row) -> None:
        """The shape of the fields; extend it by what holds between them."""
        self.check_fields(instance, row, {column.attribute: name for name, column in self.fields.items()})

    def check_fields(self, instance: models.Model, row, names: dict[str, str], prefix: str = "") -> None:
        """Runs the validators of the model's fields that the table fills."""
        for field in instance._meta.fields:
            name = names.get(f"{prefix}{field.name}")
            if name is None or field.is_relation or (name not in self._places and not self._new):
                continue
            value = getattr(instance, field.attname)
            if field.blank and value in field.empty_values:
                continue
            try:
                field.clean(value, instance)
            except ValidationError as error:
                self.problem(row, name, *from_validation(error))

    def after_import_row(self, row, row_result, **kwargs) -> None:
        self.tick()

    # --- in: writing ----------------------------------------------------------------------------------------------

    def bulk_create(self, using_transactions, dry_run, raise_errors, batch_size=None, result=None) -> None:
        if self.create_instances and not dry_run and not self.problem_count:
            self.write_new(self.create_instances)
        self.create_instances.clear()

    def bulk_update(self, using_transactions, dry_run, raise_errors, batch_size=None, result=None) -> None:
        if self.update_instances and not dry_run and not self.problem_count:
            self.write_changed(self.update_instances)
        self.update_instances.clear()

    def write_new(self, rows: list[Any]) -> None:
        """Inserts a batch, with its first line of history."""
        self._meta.model.objects.bulk_create(rows)
        self.remember(rows, update=False)

    def write_changed(self, rows: list[Any]) -> None:
        """Updates a batch, with a line of history."""
        self._meta.model.objects.bulk_update(rows, self.changed_fields(), batch_size=200)
        self.remember(rows, update=True)

    def changed_fields(self) -> list[str]:
        own = {field.name for field in self._meta.model._meta.fields if not field.primary_key}
        return [self.fields[name].attribute for name in self._places if self.fields[name].attribute in own]

    def remember(self, rows: list[Any], *, update: bool) -> None:
        history = getattr(self._meta.model, "history", None)
        if history is not None:
            history.bulk_history_create(rows, batch_size=500, update=update, default_user=self.actor.user)

    def finish(self) -> None:
        """Called once everything is written, in the same transaction."""


def _words(model: Any, path: str) -> Any:
    """The words of a field, also through a relation."""
    first, _separator, rest = path.partition("__")
    try:
        field = model._meta.get_field(first)
    except FieldDoesNotExist:
        return path
    return _words(field.related_model, rest) if rest else field.verbose_name


def in_chunks(values: Iterable[Any]) -> Iterable[list[Any]]:
    """Parts small enough for one query on every database."""
    found = list(dict.fromkeys(values))
    for start in range(0, len(found), CHUNK):
        yield found[start : start + CHUNK]
