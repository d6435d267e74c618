"""Has papers read: the row is the queue, the broker only rings; the file is read in a process of its own."""

from __future__ import annotations

import logging
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from pathlib import Path, PurePath
from tempfile import NamedTemporaryFile
from typing import Any

from celery import current_app
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import ChannelError, OperationalError

from accounts.actor import Actor
from applications.models import Project
from contracts.drafting import common_words
from contracts.enums import Misfortune, ReadingKind, ReadingState
from contracts.models import Reading
from contracts.models.reading import DRAFTS
from contracts.reading import fingerprint
from contracts.reading.guard import read_safely
from contracts.reading.model import Paper, Trouble, Unreadable
from contracts.services.drafts import require_drafting
from workflow.errors import Unfit
from workflow.files import check_upload
from workflow.models import Document

logger = logging.getLogger(__name__)
TASK = "contracts.tasks.read"
DRAFT_LIVES = timedelta(hours=1)
MOST_DRAFTS = 10
MOST_FILES = 500
FORGOTTEN = timedelta(seconds=45)
STUCK = timedelta(minutes=6)
MOST_ATTEMPTS = 2
LONGEST_TEXT = 60_000


def request_reading(project: Project, document: Document, *, kind: str, actor: Actor) -> Reading:
    """Asks that a stored paper be read; asked twice, it is read once."""
    reading, _new = Reading.objects.get_or_create(
        document=document,
        defaults={
            "project": project,
            "kind": kind,
            "name": document.original_name,
            "requested_by": actor.user,
        },
    )
    transaction.on_commit(lambda: ring(reading.pk))
    return reading


@transaction.atomic
def check_draft(project: Project, upload: UploadedFile, *, actor: Actor) -> Reading:
    """Has a draft read for the person who writes it; nobody else sees it and nothing is kept beyond an hour.

    Raises Unfit for a file that cannot be taken or after too many drafts, WrongState, NotPermitted.
    """
    require_drafting(project, actor)
    try:
        check_upload(upload)
    except Unfit as refusal:
        raise Unfit(refusal.message, {"draft": refusal.message}) from refusal
    if Reading.objects.drafts_of(project, actor).count() >= MOST_DRAFTS:
        words = _("You had %(most)s drafts checked within an hour. Delete one, or wait a little.") % {
            "most": MOST_DRAFTS
        }
        raise Unfit(words, {"draft": words})
    reading = Reading(
        project=project,
        kind=ReadingKind.DRAFT,
        name=PurePath(upload.name or "").name[:200],
        requested_by=actor.user,
    )
    reading.draft.save(reading.name, upload, save=False)
    try:
        with transaction.atomic():
            reading.save()
    except BaseException:
        reading.draft.delete(save=False)
        raise
    transaction.on_commit(lambda: ring(reading.pk))
    return reading


def forget_draft(reading: Reading) -> None:
    """Deletes a draft with everything that was read off it."""
    if reading.kind != ReadingKind.DRAFT:
        return
    storage, name = reading.draft.storage, reading.draft.name
    reading.delete()
    if name:
        storage.delete(name)


def ring(pk: int) -> None:
    """Asks a worker now. Never fails: the sweep finds the row a little later."""
    try:
        current_app.send_task(TASK, kwargs={"reading": pk}, ignore_result=True, retry=False)
    except (OperationalError, ChannelError, OSError) as error:
        logger.warning("The broker is away; the sweep will have the paper read: %s", error)


# --- in the worker ---------------------------------------------------------------------------------------------------
def run(pk: int) -> bool:
    """Reads one waiting paper and keeps what was found; false when somebody else has it. Takes no lock while it reads."""
    now = timezone.now()
    waiting = Reading.objects.filter(pk=pk, state=ReadingState.WAITING)
    if not waiting.update(state=ReadingState.READING, started_at=now, attempts=F("attempts") + 1):
        return False
    reading = Reading.objects.select_related("document", "project").get(pk=pk)
    try:
        paper = _read(reading)
    except Unreadable as error:
        logger.info("Reading %s: %s", reading.uuid, error)
        _finish(reading, state=ReadingState.UNREAD, trouble=Misfortune(error.trouble.value))
    else:
        _finish(reading, state=ReadingState.READ, **_kept(reading, paper))
    return True


def _read(reading: Reading) -> Paper:
    """The paper of a row, from a copy on the local disk: the storage may be elsewhere."""

    def tell(page: int, of: int) -> None:
        Reading.objects.filter(pk=reading.pk).update(page=page, pages=of)

    file = reading.document.file if reading.document else reading.draft
    with ExitStack() as open_files:
        try:
            content = open_files.enter_context(file.open("rb"))
        except (OSError, ValueError) as error:
            raise Unreadable(Trouble.MISSING, str(error)) from error
        copy = open_files.enter_context(NamedTemporaryFile(prefix="contract-", suffix=reading.ending))
        for chunk in content.chunks():
            copy.write(chunk)
        copy.flush()
        return read_safely(Path(copy.name), tell)


def _kept(reading: Reading, paper: Paper) -> dict[str, Any]:
    """What stays of a reading: the fields; of the text itself only digests."""
    kept: dict[str, Any] = {
        "content": paper.as_json() | {"text": ""},
        "page": paper.pages,
        "pages": paper.pages,
    }
    if reading.kind == ReadingKind.DRAFT:
        return kept
    own = fingerprint.own_sentences(paper.text[:LONGEST_TEXT], common_words())
    kept["content"] |= {"own": own}
    kept |= {"text_digest": fingerprint.digest(paper.text)}
    return kept | dict(zip(Reading.BANDS, fingerprint.bands(own), strict=False))


def _finish(reading: Reading, **values) -> None:
    Reading.objects.filter(pk=reading.pk).update(finished_at=timezone.now(), **values)


def sweep() -> int:
    """Rings again for papers that were forgotten, gives up those that killed their worker twice, deletes old drafts."""
    now = timezone.now()
    stuck = Reading.objects.filter(state=ReadingState.READING, started_at__lt=now - STUCK)
    stuck.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=ReadingState.UNREAD, trouble=Misfortune.SLOW, finished_at=now
    )
    stuck.update(state=ReadingState.WAITING)
    for reading in Reading.objects.filter(kind=ReadingKind.DRAFT, requested_at__lt=now - DRAFT_LIVES)[:200]:
        forget_draft(reading)
    _sweep_files(now)
    forgotten = Reading.objects.waiting().filter(requested_at__lt=now - FORGOTTEN)
    pks = list(forgotten.values_list("pk", flat=True)[:50])
    for pk in pks:
        ring(pk)
    return len(pks)


def _sweep_files(now: datetime) -> None:
    """Deletes files of drafts whose row is gone or was never written, because somebody died between the two."""
    storage = Reading._meta.get_field("draft").storage  # type: ignore[union-attr]
    try:
        names = [f"{DRAFTS}/{name}" for name in storage.listdir(DRAFTS)[1][:MOST_FILES]]
    except (FileNotFoundError, NotADirectoryError):
        return
    known = set(Reading.objects.filter(draft__in=names).values_list("draft", flat=True))
    for name in set(names) - known:
        with suppress(FileNotFoundError):
            if storage.get_modified_time(name) < now - DRAFT_LIVES:
                storage.delete(name)
