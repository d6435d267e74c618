"""Import of laboratories with their instruments

One workbook with a sheet of laboratories and a sheet of instruments, four to each, goes the whole way of the
administration: uploaded, checked by the worker's code (safety scan of the archive, reading, every cell judged, natural
keys looked up), confirmed, checked again and written with history and the catalogue's index in one transaction. The
floor is a bare `bulk_create` of as many instruments without any of that, rolled back; the ratio says what care costs.
"""

import resource
import time
from collections.abc import Iterator
from io import BytesIO

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import translation

from accounts.actor import Actor
from accounts.enums import ImportStage, Role
from accounts.models import Membership, TableImport
from accounts.spreadsheets import jobs
from benchmarks import Row
from benchmarks.world.filling import size
from institutions.models import ServiceInstitution
from labs.models import Instrument, Laboratory

PER_LABORATORY = 4


def run(say) -> Iterator[Row]:
    """Times the floor, the check and the taking in; the peak is that of the whole process."""
    laboratories = size(10_000)
    rows = laboratories * (1 + PER_LABORATORY)
    floor = bare(laboratories * PER_LABORATORY)
    yield Row("bulk_create of instruments, nothing checked", floor, "rows/s")
    content = workbook(laboratories)
    before = peak()
    with translation.override("en"):
        job, seconds = timed(lambda: uploaded(content))
        say(f"checked in {seconds:.1f} s: {job.get_stage_display()}")
        if job.stage != ImportStage.CHECKED:
            raise RuntimeError(str(job.report)[:2000])
        yield Row(
            f"check of {rows:,} rows", rows / seconds, "rows/s", floor, "bulk_create", f"{seconds:.1f} s"
        )
        job, seconds = timed(lambda: confirmed(job))
        if job.stage != ImportStage.DONE:
            raise RuntimeError(str(job.report)[:2000])
        yield Row(
            f"taking in {rows:,} rows", rows / seconds, "rows/s", floor, "bulk_create", f"{seconds:.1f} s"
        )
        again, seconds = timed(lambda: uploaded(content))
        yield Row(
            f"the same again: {rows:,} known rows",
            rows / seconds,
            "rows/s",
            floor,
            "bulk_create",
            f"{seconds:.1f} s",
        )
        if sum(sheet["skip"] for sheet in again.report["sheets"]) != rows:
            raise RuntimeError("The same table changed something.")
    yield Row("peak memory above the start", peak() - before, "MiB")


def workbook(laboratories: int) -> bytes:
    """The file, as an institution would fill in the template."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"constant_memory": True})
    sheet = book.add_worksheet("laboratory")
    head = ["name", "host_uscc", "kind", "level", "field", "district", "accreditation_number", "introduction"]
    sheet.write_row(0, 0, head)
    for number in range(laboratories):
        values = [
            f"导入实验室{number:05}",
            "121100004000000014",
            "key_lab",
            "municipal",
            "materials",
            "haidian",
        ]
        sheet.write_row(number + 1, 0, [*values, f"BJ-{number}", "面向小微企业开放材料检测与失效分析。"])
    sheet = book.add_worksheet("instrument")
    sheet.write_row(0, 0, ["laboratory", "number", "name", "model", "maker", "year", "price", "status"])
    for number in range(laboratories * PER_LABORATORY):
        place, unit = divmod(number, PER_LABORATORY)
        values = [
            f"导入实验室{place:05}",
            f"N-{unit}",
            "扫描电子显微镜",
            f"S-{number}",
            "日立",
            2021,
            2_350_000,
        ]
        sheet.write_row(number + 1, 0, [*values, "in_service"])
    book.close()
    return stream.getvalue()


def uploaded(content: bytes) -> TableImport:
    """Uploaded and checked, as by a worker."""
    job = jobs.begin("laboratories", SimpleUploadedFile("laboratories.xlsx", content), actor=person())
    jobs.work(str(job.uuid))
    job.refresh_from_db()
    return job


def confirmed(job: TableImport) -> TableImport:
    """Confirmed and taken in, as by a worker."""
    jobs.confirm(job)
    jobs.work(str(job.uuid))
    job.refresh_from_db()
    return job


def person() -> Actor:
    """Somebody of an institution that may report laboratories."""
    institutions = ServiceInstitution.objects.active().values("organisation")
    found = Membership.objects.holding(Role.SERVICE).filter(organisation__in=institutions)
    return Actor.of(found.select_related("user", "organisation").order_by("pk")[0])


def bare(rows: int) -> float:
    """Rows a second without checks, history and index."""
    laboratory = Laboratory.objects.order_by("pk")[0]
    made = [
        Instrument(
            laboratory=laboratory, name="扫描电子显微镜", number=f"F-{number}", model="S-4800", maker="日立"
        )
        for number in range(rows)
    ]
    with transaction.atomic():
        _nothing, seconds = timed(lambda: Instrument.objects.bulk_create(made, batch_size=1000))
        transaction.set_rollback(True)
    return rows / seconds


def timed(work):
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def peak() -> float:
    """The largest memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
