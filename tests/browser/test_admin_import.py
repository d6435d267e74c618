"""The import of a table in a real browser: template, mistakes, report, correction, confirmation, progress, done."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from django.db import connections
from openpyxl import load_workbook

from accounts.spreadsheets import jobs
from tests.browser.window import PHONE
from tests.factories.tables import workbook

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser-admin-import"),
    pytest.mark.timeout(400),
]
IMPORT = "/admin/labs/instrument/import/"
HEAD = ["number", "name", "year"]
WORDS = {
    "en": {"refused": "To be corrected", "empty": "The cell is empty", "template": "English headings"},
    "zh-hans": {"refused": "待更正", "empty": "此单元格为空", "template": "中文表头"},
}


def send(window, path: Path, rows: list[list]) -> None:
    path.write_bytes(workbook(table=[HEAD, *rows]))
    window.open(IMPORT)
    window.page.set_input_files("#id_file", path)
    window.page.click("input[type=submit].default")
    window.page.wait_for_url("**/import/*-*/")


def a_worker_passes() -> None:
    """What the timetable of a worker does, beside the browser's thread."""

    def work() -> None:
        try:
            jobs.take_up_what_waits()
        finally:
            connections.close_all()

    thread = Thread(target=work)
    thread.start()
    thread.join()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_table_is_corrected_and_taken_in(screen, tmp_path, language):
    window, words = screen("laboratory", language=language), WORDS[language]
    window.open(IMPORT)
    assert window.barriers() == {}
    with window.page.expect_download() as download:
        window.page.click(f"a:has-text('{words['template']}')")
    template = load_workbook(BytesIO(Path(download.value.path()).read_bytes()))
    assert template.sheetnames[0]

    number = f"B-{language}"
    send(window, tmp_path / "bad.xlsx", [[number, "仪器", 1799], [f"{number}-2", "", 2020]])
    assert words["refused"] in window.page.inner_text(".vp-stage")
    year, name = window.page.locator("#table-state section tbody tr").all_inner_texts()
    assert year.split()[:5] == ["table", "2", "C", "year", "1799"]
    assert name.split()[:4] == ["table", "3", "B", "name"]
    assert words["empty"] in name
    assert window.barriers() == {}
    assert window.cramped() == {}
    window.resize(1280)

    send(window, tmp_path / "good.xlsx", [[number, "仪器", 2021], [f"{number}-2", "另一台仪器", 2020]])
    assert window.barriers() == {}
    window.page.click("input[name=confirm]")
    window.page.wait_for_selector(".vp-done")
    assert window.barriers() == {}
    window.page.click(".success a")
    assert number in window.page.inner_text("#result_list")


def test_a_large_table_shows_how_far_it_is(screen, tmp_path, monkeypatch):
    """A worker takes the table up later: the page says so, and turns by itself when it is done."""
    window = screen("laboratory", width=PHONE)
    monkeypatch.setattr(jobs, "SMALL_BYTES", 0)
    send(window, tmp_path / "large.xlsx", [[f"L-{number}", "仪器", 2020] for number in range(300)])
    assert window.page.locator("[data-at-work]").is_visible()
    assert window.barriers() == {}

    a_worker_passes()
    window.page.wait_for_selector(".vp-checked")
    window.page.click("input[name=confirm]")
    window.page.wait_for_selector("[data-at-work]")
    a_worker_passes()
    window.page.wait_for_selector(".vp-done")
    assert window.barriers() == {}
