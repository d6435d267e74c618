"""Tables in and out of the administration: XLSX and CSV, limited in size, scoped to the acting person."""

import zipfile
from io import BytesIO
from typing import Any

import tablib
from django import forms
from django.utils.translation import gettext as _
from import_export.formats import base_formats
from import_export.forms import ImportForm
from import_export.resources import ModelResource
from python_calamine import CalamineWorkbook

from accounts.actor import ANONYMOUS, Actor

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 80 * 1024 * 1024
MOST_ROWS = 5000
# With these a spreadsheet program begins a formula; the library itself takes care of "=" alone.
STARTS_FORMULA = ("+", "-", "@", "\t", "\r", "\n")


class CalamineXLSX(base_formats.XLSX):
    """Reads XLSX with calamine (fast, values only), writes it with openpyxl."""

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        with zipfile.ZipFile(BytesIO(in_stream)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED:
                raise ValueError("The table is too large when unpacked.")
        sheet = CalamineWorkbook.from_filelike(BytesIO(in_stream)).get_sheet_by_index(0)
        rows = [[cell_value(cell) for cell in row] for row in sheet.to_python(skip_empty_area=True)]
        dataset = tablib.Dataset(headers=[str(name).strip() for name in rows[0]] if rows else None)
        for row in rows[1:]:
            if any(cell != "" for cell in row):
                dataset.append(row)
        return dataset


def cell_value(cell: Any) -> Any:
    """Whole numbers as such: a spreadsheet keeps 2020 as 2020.0."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


FORMATS = [CalamineXLSX, base_formats.CSV]


class LimitedImportForm(ImportForm):
    """Refuses tables that are too large before anything reads them."""

    def clean_import_file(self):
        upload = self.cleaned_data["import_file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 5 MB. Split the table and import the parts.")
            )
        return upload


class ScopedResource(ModelResource):
    """A table whose rows are looked up, shown and changed only within what the actor may see."""

    class Meta:
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True
        use_transactions = True

    def __init__(self, actor: Actor = ANONYMOUS, **kwargs):
        super().__init__(**kwargs)
        self.actor = actor

    def get_queryset(self):
        return super().get_queryset().visible_to(self.actor)

    def export_field(self, field, instance, **kwargs):
        """Text that is never computed; numbers stay numbers."""
        value = super().export_field(field, instance, **kwargs)
        return f"'{value}" if isinstance(value, str) and value.startswith(STARTS_FORMULA) else value

    def before_import(self, dataset, **kwargs):
        if len(dataset) > MOST_ROWS:
            raise ValueError(
                _("The table has more than %(most)s rows. Split it and import the parts.")
                % {"most": MOST_ROWS}
            )
        wanted = {self.fields[name].column_name for name in self.get_import_id_fields()}
        if missing := sorted(wanted - set(dataset.headers or [])):
            raise ValueError(_("These columns are missing: %(columns)s.") % {"columns": ", ".join(missing)})
        super().before_import(dataset, **kwargs)
