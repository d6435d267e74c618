"""Issues papers: the record first, under its number; its PDF is set from the record and kept once."""

import hashlib
import json
import logging
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from papers import typefaces
from papers.engine import render
from papers.models import IssuedPaper, PaperCounter, PaperPrint, PaperRun
from papers.registry import Listing, Paper, issuing_steps, papers_of
from papers.services.composing import compose_paper
from workflow.models import Event

logger = logging.getLogger(__name__)
LAYOUTS = Path(__file__).resolve().parent.parent / "layouts"
# What is older is made when somebody asks for it.
LOOKS_BACK = timedelta(days=30)
BATCH = 100


def issue(event: Event, subject: Any, paper: Paper, language: str) -> IssuedPaper:
    """The paper of a step in a language: made once, the same one ever after.

    Two who ask at once get one paper; a number is never left out, because it is counted in the transaction of the row.
    """
    known = IssuedPaper.objects.of_event(event, paper.kind, language)
    if known:
        return known
    data, version = compose_paper(paper, event, subject, language)
    row = IssuedPaper(
        kind=paper.kind,
        language=language,
        occasion=f"event:{event.pk}",
        event=event,
        subject_label=event.subject_label,
        subject_pk=event.subject_pk,
        reference=event.reference,
        layout=paper.layout,
        template_version=version,
        data=data,
        issued_by=event.actor,
        issued_at=event.at,
    )
    return _enter(row, paper.prefix)


def issue_listing(paper: Listing, record: Any, language: str, *, by: User) -> IssuedPaper:
    """The paper of a record without a step; an unchanged record gives the same paper, a changed one a new number."""
    now = timezone.now()
    event = occasion_of(paper, record, by, now)
    data, version = compose_paper(paper, event, record, language)
    same = digest_of({key: value for key, value in data.items() if key != "date"})
    row = IssuedPaper(
        kind=paper.kind,
        language=language,
        occasion=f"record:{event.subject_pk}:{same}"[:80],
        subject_label=event.subject_label,
        subject_pk=event.subject_pk,
        reference=event.reference,
        layout=paper.layout,
        template_version=version,
        data=data,
        issued_by=by,
        issued_at=now,
    )
    return _enter(row, paper.prefix)


def occasion_of(paper: Listing, record: Any, by: User, at: datetime) -> Event:
    """What stands for the step where there is none; never saved."""
    return Event(
        subject_label=paper.label(record),
        subject_pk=record.pk,
        reference=paper.reference(record),
        transition="",
        actor=by,
        at=at,
        evidence={},
    )


@transaction.atomic
def _enter(row: IssuedPaper, prefix: str) -> IssuedPaper:
    """Gives the row its number and writes it, or returns the one that is there."""
    year = timezone.localtime(row.issued_at).year
    counter = PaperCounter.objects.lock_of(prefix, year)
    siblings = list(IssuedPaper.objects.for_occasion(row.occasion, row.kind))
    for sibling in siblings:
        if sibling.language == row.language:
            return sibling
    row.number = siblings[0].number if siblings else counter.count()
    row.data = seal(row.data, row.number)
    row.digest = row.data["digest"]
    row.save(force_insert=True)
    return row


def seal(data: dict[str, Any], number: str) -> dict[str, Any]:
    """The record with its number and the digest over both, which is printed at the foot of every page."""
    numbered = {**data, "number": number}
    return {**numbered, "digest": digest_of(numbered)}


def digest_of(data: dict[str, Any]) -> str:
    """SHA-256 over canonical JSON."""
    text = json.dumps(data, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def set_from(row: IssuedPaper) -> bytes:
    """The PDF of an issued paper from its record alone. Raises PaperError, NoTypeface."""
    return render(LAYOUTS / f"{row.layout}.typ", row.data, at=row.issued_at)


def keep(row: IssuedPaper) -> PaperPrint:
    """Sets the PDF and keeps it with its digest; a second attempt finds the first one's."""
    kept = PaperPrint.objects.filter(paper=row).first()
    if kept:
        return kept
    pdf = set_from(row)
    made = PaperPrint(
        paper=row,
        size=len(pdf),
        sha256=hashlib.sha256(pdf).hexdigest(),
        typeface=typefaces.fingerprint(),
    )
    made.file.save("paper.pdf", ContentFile(pdf), save=False)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        made.file.delete(save=False)
        return PaperPrint.objects.get(paper=row)
    return made


def pdf_of(row: IssuedPaper) -> bytes:
    """The bytes of an issued paper: the kept file, or set anew from the record, which gives the same."""
    kept = PaperPrint.objects.filter(paper=row).first()
    if kept:
        try:
            with kept.file.open("rb") as file:
                return file.read()
        except FileNotFoundError:
            logger.exception("The file of paper %s is missing; it is set anew from its record", row.number)
    return set_from(row)


def issue_due(seconds: float = 120) -> int:
    """Issues the papers of every step that has none yet, in the languages of those who read them; returns how many steps.

    A step whose paper fails is tried again with growing rests; the others go on.
    """
    end, done = time.monotonic() + seconds, 0
    for event in _waiting(timezone.now())[:BATCH]:
        done += _run(event)
        if time.monotonic() > end:
            break
    return done


def _waiting(now: datetime):
    steps = Q()
    for label, transition_name in issuing_steps():
        steps |= Q(subject_label=label, transition=transition_name)
    if not steps:
        return Event.objects.none()
    settled = PaperRun.objects.filter(event=OuterRef("pk")).filter(
        Q(done_at__isnull=False) | Q(next_at__gt=now)
    )
    found = Event.objects.filter(steps, at__gte=now - LOOKS_BACK).exclude(Exists(settled))
    return found.select_related("actor", "on_behalf_of").order_by("pk")


def _run(event: Event) -> bool:
    now = timezone.now()
    run, _made = PaperRun.objects.get_or_create(event=event, defaults={"next_at": now})
    try:
        for row in papers_for(event):
            keep(row)
    except Exception as problem:
        logger.exception("The papers of event %s could not be made; they will be tried again", event.pk)
        run.postpone(problem, now)
        return False
    run.done_at, run.problem = now, ""
    run.save()
    return True


def subject_of(event: Event) -> Any:
    """The dossier of an event, with what its papers ask about."""
    rows: Any = apps.get_model(event.subject_label)._default_manager.all()
    rows = rows.with_parties() if hasattr(rows, "with_parties") else rows
    return rows.get(pk=event.subject_pk)


def papers_for(event: Event) -> list[IssuedPaper]:
    """The papers of a step in every language of their readers."""
    subject = subject_of(event)
    made = []
    for paper in papers_of(event):
        if paper.is_wanted(event, subject) and paper.is_faithful(event, subject):
            spoken = {language_of(person) for person in paper.readers(event, subject)}
            languages = sorted(spoken or {settings.LANGUAGE_CODE})
            made += [issue(event, subject, paper, language) for language in languages]
    return made


def language_of(person: User) -> str:
    """The person's language if the portal speaks it, else the portal's own."""
    return person.language if person.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
