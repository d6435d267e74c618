"""Workbooks as people make them."""

from io import BytesIO

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.enums import ImportStage
from accounts.models import TableImport


def workbook(**sheets: list[list]) -> bytes:
    """A workbook; a text that begins with `{=` becomes a formula."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for index, value in enumerate(row):
                if isinstance(value, str) and value.startswith("{="):
                    sheet.write_formula(number, index, value[1:], None, 5)
                elif value is not None:
                    sheet.write(number, index, value)
    book.close()
    return stream.getvalue()


def upload(content: bytes | str, name: str = "") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    if isinstance(content, str):
        return SimpleUploadedFile(name or "table.csv", content.encode("utf-8-sig"))
    return SimpleUploadedFile(name or "table.xlsx", content)


def send(browser, model: str, file: SimpleUploadedFile) -> TableImport:
    """Uploads a table in the administration; what became of it after the check."""
    answer = browser.post(reverse(f"admin:{model}_import"), {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    return TableImport.objects.get(uuid=answer.url.rstrip("/").rpartition("/")[2])


def confirm(browser, model: str, job: TableImport) -> TableImport:
    """Presses the button of the report."""
    browser.post(reverse(f"admin:{model}_import_report", args=[job.uuid]), {"confirm": "yes"})
    job.refresh_from_db()
    return job


def take_in(browser, model: str, file: SimpleUploadedFile) -> TableImport:
    """Both at once; fails with the report when something is to be corrected."""
    job = send(browser, model, file)
    assert job.stage == ImportStage.CHECKED, job.report
    job = confirm(browser, model, job)
    assert job.stage == ImportStage.DONE, job.report
    return job
