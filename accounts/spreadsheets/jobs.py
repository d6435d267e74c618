"""The way of an uploaded table: stored, checked, confirmed, and taken in whole or not at all."""

import logging
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import PurePath
from typing import Any

from celery import current_app
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from kombu.exceptions import ChannelError, OperationalError

from accounts.actor import Actor
from accounts.enums import ImportStage as Stage
from accounts.models import Membership, TableImport
from accounts.models.table_import import PATIENCE_SECONDS
from accounts.spreadsheets import limits
from accounts.spreadsheets.books import BOOKS, Report, row_count, take
from accounts.spreadsheets.problems import TableRefused
from accounts.spreadsheets.reading import read

logger = logging.getLogger(__name__)
TASK = "accounts.tasks.take_up"
# A table this small is checked while its sender waits; a larger one by a worker.
SMALL_BYTES = 60 * 1024
SMALL_UNPACKED = 400 * 1024
KEPT_DAYS = 7
STEP = 100
NEXT = {Stage.WAITING: Stage.CHECKING, Stage.CONFIRMED: Stage.WRITING}
AGAIN = {Stage.CHECKING: Stage.WAITING, Stage.WRITING: Stage.CONFIRMED}


class NothingWritten(Exception):
    """Rolls back what was written before a problem was found."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


def begin(book: str, upload: UploadedFile, *, actor: Actor) -> TableImport:
    """Stores an uploaded table and has it checked. Raises TableRefused when the file cannot be stored or taken."""
    if actor.membership_id is None or not BOOKS[book].may_import(actor):
        raise TableRefused(_("You cannot import this table in your present role."))
    if (upload.size or 0) > limits.MOST_BYTES:
        raise TableRefused(_("The file is larger than 20 MB. Split the table and import the parts."))
    data, name = upload.read(), PurePath(upload.name or "").name[-150:].replace("\x00", "")
    if not data:
        raise TableRefused(_("The file is empty. Choose another one."))
    job = TableImport(
        book=book,
        membership_id=actor.membership_id,
        language=translation.get_language() or "en",
        original_name=name or "table",
        size=len(data),
    )
    try:
        job.file.save(job.original_name, ContentFile(data), save=False)
    except OSError as error:
        raise TableRefused(_("The file could not be stored just now. Try again later.")) from error
    job.save()
    _set_out(job, data)
    return job


def confirm(job: TableImport) -> bool:
    """The sender wants a checked table taken in; false when it is not, or no longer, ready for that."""
    ready = TableImport.objects.filter(pk=job.pk, stage=Stage.CHECKED)
    if not ready.update(stage=Stage.CONFIRMED, heard_at=timezone.now()):
        return False
    with job.file.open("rb") as file:
        _set_out(job, file.read())
    return True


def discard(job: TableImport) -> None:
    """The sender does not want a table after all; its file goes, unless a worker has it in hands."""
    resting = [Stage.WAITING, Stage.CHECKED, Stage.REFUSED, Stage.BROKEN]
    if TableImport.objects.filter(pk=job.pk, stage__in=resting).delete()[0]:
        job.file.delete(save=False)


def _set_out(job: TableImport, data: bytes) -> None:
    if _is_small(data):
        work(str(job.uuid))
    else:
        transaction.on_commit(lambda: wake(str(job.uuid)))


def _is_small(data: bytes) -> bool:
    if len(data) > SMALL_BYTES:
        return False
    if not data.startswith(b"PK"):
        return True
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return sum(info.file_size for info in archive.infolist()) <= SMALL_UNPACKED
    except (zipfile.BadZipFile, OSError, ValueError):
        return True


def wake(uuid: str) -> None:
    """Asks a worker. Never fails: the row is the queue, and the timetable looks at it again."""
    try:
        current_app.send_task(TASK, kwargs={"uuid": uuid}, ignore_result=True, retry=False)
    except (OperationalError, ChannelError, OSError) as error:
        logger.warning("The broker is away; the table waits for the timetable: %s", error)


def progress(job: TableImport) -> int:
    """How many rows the worker has looked at."""
    return int((cache.get(_key(job)) or {}).get("done", 0))


def _key(job: TableImport) -> str:
    return f"table-import:{job.uuid}"


def work(uuid: str) -> None:
    """Takes one waiting table a stage further; two workers never have the same one."""
    job = TableImport.objects.select_related("membership__user", "membership__organisation").get(uuid=uuid)
    stage = NEXT.get(Stage(job.stage))
    now = timezone.now()
    waiting = TableImport.objects.filter(pk=job.pk, stage=job.stage)
    if stage is None or not waiting.update(stage=stage, heard_at=now):
        return
    job.stage, job.heard_at = stage, now
    with translation.override(job.language):
        _finish(job)


def _finish(job: TableImport) -> None:
    """Checks or writes, and stores the outcome; a fault of the portal leaves nothing behind but its trace in the log."""
    try:
        report = _write(job) if job.stage == Stage.WRITING else _judge(job, write=False)
        outcome = Stage.REFUSED if report.problem_count else Stage.CHECKED
        if job.stage == Stage.WRITING and not report.problem_count:
            return
        _store(job, outcome, report.as_json())
    except TableRefused as refusal:
        _store(job, Stage.REFUSED, {"refused": str(refusal)})
    except DatabaseError:
        logger.exception("A table could not be written")
        _store(job, Stage.BROKEN, {"refused": _("Somebody changed the same rows meanwhile. Import again.")})
    except Exception:
        logger.exception("A table could not be taken in")
        words = _("The portal stopped at this table. Nothing was changed; the fault is in the log.")
        _store(job, Stage.BROKEN, {"refused": words})
        raise
    finally:
        cache.delete(_key(job))


def _store(job: TableImport, stage: str, report: dict[str, Any]) -> None:
    mine = TableImport.objects.filter(pk=job.pk, stage=job.stage)
    mine.update(stage=stage, report=report, rows=job.rows, heard_at=timezone.now())
    job.stage, job.report = stage, report


def _judge(job: TableImport, *, write: bool) -> Report:
    membership: Membership = job.membership
    book = BOOKS[job.book]
    actor = Actor.of(membership)
    if not (membership.is_active and membership.user.is_active and book.may_import(actor)):
        raise TableRefused(_("You cannot import this table in your present role."))
    try:
        with job.file.open("rb") as file:
            sheets = read(file.read(), job.original_name)
    except FileNotFoundError as error:
        raise TableRefused(_("The uploaded file is no longer there. Choose it again.")) from error
    job.rows = row_count(book, sheets)
    TableImport.objects.filter(pk=job.pk).update(rows=job.rows)
    if not write:
        return take(book, sheets, actor=actor, write=False, tick=Ticker(job))
    with transaction.atomic():
        locked = TableImport.objects.select_for_update(of=("self",), no_key=True).get(pk=job.pk)
        if locked.stage != Stage.WRITING:
            raise TableRefused(_("The table was taken in already."))
        report = take(book, sheets, actor=actor, write=True, tick=Ticker(job))
        if report.problem_count:
            raise NothingWritten(report)
        locked.stage, locked.report, locked.rows = Stage.DONE, report.as_json(), job.rows
        locked.finished_at = timezone.now()
        locked.save()
    return report


def _write(job: TableImport) -> Report:
    try:
        return _judge(job, write=True)
    except NothingWritten as nothing:
        return nothing.report


class Ticker:
    """Counts rows where the page can see it: in the cache, because the writing transaction is not seen outside."""

    def __init__(self, job: TableImport) -> None:
        self.key, self.done = _key(job), 0

    def __call__(self) -> None:
        self.done += 1
        if self.done % STEP == 1:
            heard = timezone.now().timestamp()
            cache.set(self.key, {"done": self.done, "heard": heard}, timeout=10 * PATIENCE_SECONDS)


def take_up_what_waits() -> None:
    """Finds tables that no worker has, or whose worker is gone, and takes them up; old files go."""
    now = timezone.now()
    for job in TableImport.objects.due(now)[:20]:
        heard = (cache.get(_key(job)) or {}).get("heard", 0)
        if job.stage in AGAIN and now.timestamp() - heard < PATIENCE_SECONDS:
            continue
        if job.stage in AGAIN:
            TableImport.objects.filter(pk=job.pk, stage=job.stage).update(stage=AGAIN[Stage(job.stage)])
        work(str(job.uuid))
    for job in TableImport.objects.over(now - timedelta(days=KEPT_DAYS))[:100]:
        job.file.delete(save=False)
        TableImport.objects.filter(pk=job.pk).update(file="")
