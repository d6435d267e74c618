"""Uploads: what the portal takes in, what it refuses, and that nothing stays of what was refused."""

import hashlib
import resource
import time
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workflow import samples
from tests.workflow.samples import upload
from workflow.errors import Unfit
from workflow.files import attach, check_upload, digests
from workflow.models import Document

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REFUSED_TYPE = "is not a file the portal can take. Accepted are PDF, PNG, JPEG, DOCX and XLSX."


def stored(media: str | Path) -> list[Path]:
    """Every file below the folder of uploads."""
    return [path for path in Path(media).rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("plan.pdf", samples.PDF, "application/pdf"),
        ("PLAN.PDF", samples.PDF, "application/pdf"),
        ("项目计划书.pdf", samples.PDF, "application/pdf"),
        ("photo.png", samples.png(), "image/png"),
        ("photo.jpg", samples.JPEG, "image/jpeg"),
        ("photo.jpeg", samples.JPEG, "image/jpeg"),
        ("report.docx", samples.docx(), DOCX),
        ("costs.xlsx", samples.xlsx(), XLSX),
        ("archive.2026.tar.pdf", samples.PDF, "application/pdf"),
    ],
)
def test_files_that_an_office_can_open_are_taken(name, content, kind):
    assert check_upload(upload(name, content)) == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("page.pdf", samples.HTML, id="html renamed"),
        pytest.param("page.html", samples.HTML, id="html"),
        pytest.param("picture.png", samples.SVG, id="svg renamed"),
        pytest.param("picture.svg", samples.SVG, id="svg"),
        pytest.param("setup.pdf", samples.EXE, id="exe renamed"),
        pytest.param("setup.exe", samples.EXE, id="exe"),
        pytest.param("plan.pdf.exe", samples.PDF, id="double ending"),
        pytest.param("plan.docx", samples.PDF, id="pdf with another ending"),
        pytest.param("plan.pdf", samples.docx(), id="docx with another ending"),
        pytest.param("plan", samples.PDF, id="no ending"),
        pytest.param(".pdf", samples.PDF, id="nothing but an ending"),
        pytest.param("plan.pdf", samples.HTML + samples.PDF, id="html before pdf"),
        pytest.param("plan.pdf", b"\n" + samples.PDF, id="line before pdf"),
        pytest.param("plan.pdf", b"\xef\xbb\xbf" + samples.PDF, id="mark before pdf"),
        pytest.param("plan.pdf", b"just words", id="text"),
        pytest.param("plan.docx", samples.archive({"a.txt": b"x"}), id="plain zip"),
        pytest.param("plan.docx", samples.docx()[:120], id="cut off docx"),
        pytest.param("plan.docx", samples.docx(word__vbaProject_bin=b"x"), id="macro docx"),
        pytest.param(
            "plan.docx",
            samples.archive({"word/document.xml": b"", "word/vbaProject.bin": b""}),
            id="macro docx first",
        ),
        pytest.param("costs.xlsx", samples.xlsx(xl__vbaProject_bin=b"x"), id="macro xlsx"),
        pytest.param("plan.docm", samples.docx(), id="macro ending"),
        pytest.param("plan.docx", samples.encrypted(samples.docx()), id="encrypted zip"),
        pytest.param("plan.docx", samples.OLE, id="encrypted or old document"),
        pytest.param("plan.doc", samples.OLE, id="old document"),
        pytest.param("plan.pdf", b"GIF89a" + b"\x00" * 40, id="gif"),
    ],
)
def test_everything_else_is_refused_with_its_reason(name, content):
    with pytest.raises(Unfit, match="is not a file the portal can take") as refusal:
        check_upload(upload(name, content))

    assert refusal.value.message.endswith(REFUSED_TYPE)
    assert refusal.value.status == 422


def test_bomb_is_refused_without_unpacking():
    bomb = samples.bomb()
    begun = time.monotonic()

    with pytest.raises(Unfit, match="is not a file"):
        check_upload(upload("plan.docx", bomb))

    assert len(bomb) < 1_000_000
    assert time.monotonic() - begun < 1


def test_huge_picture_is_taken_without_being_opened():
    """50,000 × 50,000 pixels in a hundred bytes: harmless, because nothing here ever decodes a picture."""
    assert check_upload(upload("scan.png", samples.png(50_000, 50_000))) == "image/png"


def test_empty_file_is_refused():
    with pytest.raises(Unfit, match=r"“plan\.pdf” is empty\. Choose the file again\."):
        check_upload(upload("plan.pdf", b""))


def test_size_is_limited_to_the_byte(settings):
    settings.UPLOAD_MAX_BYTES = len(samples.PDF)
    assert check_upload(upload("plan.pdf", samples.PDF))

    settings.UPLOAD_MAX_BYTES -= 1
    with pytest.raises(Unfit, match=r"is larger than 76\xa0bytes\. Make it smaller"):
        check_upload(upload("plan.pdf", samples.PDF))


@pytest.mark.parametrize("name", ["a" * 10_000 + ".pdf", "a" * 151 + ".pdf", "evil\x00.pdf", "", "/"])
def test_impossible_names_are_refused(name):
    file = upload("plan.pdf", samples.PDF)
    file._name = name

    with pytest.raises(Unfit, match=r"Rename the file and choose it again\."):
        check_upload(file)


@pytest.mark.parametrize(
    "name", ["../../etc/plan.pdf", "/etc/plan.pdf", "a/b/plan.pdf", "C:\\windows\\plan.pdf"]
)
def test_path_in_a_name_leads_nowhere(centre, officer, settings, name):
    file = upload("plan.pdf", samples.PDF)
    file._name = name

    document = attach(centre, file, kind="contract", actor=officer)

    assert "/" not in document.original_name
    assert [path.name for path in stored(settings.MEDIA_ROOT)] == [f"{document.uuid.hex}.pdf"]


@pytest.mark.parametrize("seed", [samples.docx(), samples.xlsx(), samples.png(), samples.PDF])
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_files_are_taken_or_refused_but_never_an_accident(seed, data):
    damaged = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(damaged)))

    with suppress(Unfit):
        check_upload(upload("plan.docx", bytes(damaged[:cut])))


# --- storing ---------------------------------------------------------------------------------------------------------


def test_stored_document_knows_its_content(centre, officer):
    document = attach(centre, upload("项目计划书.pdf", samples.PDF), kind="project_plan", actor=officer)

    row = Document.objects.of(centre).get()
    assert row == document
    with row.file.open("rb") as file:
        assert file.read() == samples.PDF
    assert row.sha256 == hashlib.sha256(samples.PDF).hexdigest()
    assert (row.original_name, row.size) == ("项目计划书.pdf", len(samples.PDF))
    assert (row.content_type, row.uploaded_by) == ("application/pdf", officer.user)
    assert row.file.name == f"{row.uuid.hex[:2]}/{row.uuid.hex}.pdf"


def test_newer_document_replaces_and_nothing_is_deleted(centre, officer, settings):
    first = attach(centre, upload("one.pdf", samples.PDF), kind="project_plan", actor=officer)
    other = attach(centre, upload("licence.pdf", samples.PDF), kind="business_licence", actor=officer)
    second = attach(centre, upload("two.pdf", samples.PDF + b"\n"), kind="project_plan", actor=officer)

    assert list(Document.objects.of(centre).current()) == [other, second]
    assert Document.objects.get(pk=first.pk).replaced_by == second
    assert len(stored(settings.MEDIA_ROOT)) == 3


def test_further_documents_of_a_kind_stand_beside_each_other(centre, officer):
    for name in ("one.pdf", "two.pdf"):
        attach(centre, upload(name, samples.PDF), kind="invoice", actor=officer, replace=False)

    assert Document.objects.of(centre).current().count() == 2


def test_refused_upload_leaves_no_file_and_no_row(centre, officer, settings):
    with pytest.raises(Unfit):
        attach(centre, upload("page.pdf", samples.HTML), kind="contract", actor=officer)

    assert stored(settings.MEDIA_ROOT) == []
    assert not Document.objects.exists()


def test_unknown_kind_leaves_no_file_and_no_row(centre, officer, settings):
    with pytest.raises(ValidationError):
        attach(centre, upload("plan.pdf", samples.PDF), kind="love_letter", actor=officer)

    assert stored(settings.MEDIA_ROOT) == []
    assert not Document.objects.exists()


def test_row_that_cannot_be_written_takes_its_file_along(centre, officer, settings):
    """The database refuses the row for a reason that no form could know."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX one_document ON workflow_document (kind)")
    attach(centre, upload("one.pdf", samples.PDF), kind="invoice", actor=officer)

    with pytest.raises(DatabaseError), transaction.atomic():
        attach(centre, upload("two.pdf", samples.PDF), kind="invoice", actor=officer, replace=False)

    assert Document.objects.get().original_name == "one.pdf"
    assert len(stored(settings.MEDIA_ROOT)) == 1


def test_full_disk_is_said_and_leaves_no_half_file(centre, officer, settings):
    """The system refuses to write more than a few bytes into any file, as a full disk does."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    content = samples.PDF + b"%" * 100_000
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
        with pytest.raises(
            Unfit, match=r"could not be stored just now; nothing was changed\. Try again later"
        ) as refusal:
            attach(centre, upload("plan.pdf", content), kind="contract", actor=officer)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert refusal.value.status == 422
    assert stored(settings.MEDIA_ROOT) == []
    assert not Document.objects.exists()


def test_digests_say_what_a_step_saw(centre, officer):
    attach(centre, upload("plan.pdf", samples.PDF), kind="project_plan", actor=officer)
    attach(centre, upload("costs.xlsx", samples.xlsx()), kind="invoice", actor=officer)

    assert digests(Document.objects.of(centre)) == {
        "project_plan": hashlib.sha256(samples.PDF).hexdigest(),
        "invoice": Document.objects.get(kind="invoice").sha256,
    }


def test_upload_is_read_in_pieces(centre, officer, settings):
    content = samples.PDF + b"%" * (5 * 1024 * 1024)

    document = attach(centre, SimpleUploadedFile("big.pdf", content), kind="project_plan", actor=officer)

    assert document.size == len(content)
    assert document.sha256 == hashlib.sha256(content).hexdigest()
