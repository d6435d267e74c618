"""Writes to everyone who misses something: one letter for each file and person, in their language, sent once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actor import Actor
from accounts.models import Organisation, User
from applications import services as applications
from applications.audiences import applicants, laboratories, recommenders
from applications.enums import ENDED, Audience, State
from applications.models import Invoice, Project, ProjectMessage
from contracts.models import Contract
from desk import perms
from desk.models import BatchItem
from desk.services.attempts import Moved, Result
from desk.services.letters import group, words
from notifications.drafts import Draft, store
from notifications.enums import Category
from notifications.tasks import deliver, ring
from notifications.text import one_line
from review.models import ClosingReport
from workflow.errors import NotPermitted, Unfit, WrongState
from workflow.models import Correction, Document
from workflow.models.document import DocumentKind
from workflow.presentation import correction_label

Inputs = dict[str, Any]
PLACE = re.compile(r"\{([^{}]*)\}")
PLACES = ("name", "reference", "title", "missing", "due_date")


class Missing(models.TextChoices):
    """What a file can lack."""

    CONTRACT = "contract", gettext_lazy("Contract not handed in")
    CLOSING_REPORT = "closing_report", gettext_lazy("Closing report not handed in")
    INVOICE = "invoice", gettext_lazy("No invoice entered")
    CORRECTION = "correction", gettext_lazy("Corrections not answered")
    DOCUMENT = "document", gettext_lazy("A kind of document is missing")


# To whom → their people, the party that stands for them, and who reads the letter in the conversation.
RECEIVERS: dict[
    str, tuple[Callable[[Project], list[User]], Callable[[Project], Organisation | None], str]
] = {
    "applicant": (applicants, lambda project: project.applicant, Audience.APPLICANT),
    "laboratory": (
        laboratories,
        lambda project: project.laboratory.organisation if project.laboratory else None,
        Audience.LABORATORY,
    ),
    "recommender": (
        recommenders,
        lambda project: project.recommender.organisation if project.recommender else None,
        Audience.INSTITUTION,
    ),
}


def unknown_places(text: str) -> list[str]:
    """What stands in braces and is no place, and single braces; a text is sent only when there is none."""
    unknown = [f"{{{name}}}" for name in PLACE.findall(text) if name not in PLACES]
    rest = PLACE.sub("", text)
    return [*unknown, *(brace for brace in "{}" if brace in rest)]


def fill(text: str, names: dict[str, str]) -> str:
    """The text with its places filled, each once: what is put in is never read again, and nothing is computed."""
    return PLACE.sub(lambda found: names.get(found[1], found[0]), text)


def lacking(projects: QuerySet[Project], inputs: Inputs) -> QuerySet[Project]:
    """Those of the projects that lack what is asked for now."""
    of_project = {"subject_label": Project.subject_label(), "subject_pk": OuterRef("pk")}
    match inputs["missing"]:
        case Missing.CONTRACT:
            return projects.filter(state__in=(State.AWARDED, State.CONTRACT_RETURNED))
        case Missing.CLOSING_REPORT:
            return projects.filter(state=State.CONTRACTED)
        case Missing.INVOICE:
            without = ~Exists(Invoice.objects.filter(project=OuterRef("pk")))
            later = (State.CONTRACTED, State.CLOSING_SUBMITTED, State.IN_REVIEW, State.CLOSED)
            return projects.filter(without, state__in=later)
        case Missing.CORRECTION:
            return projects.filter(Exists(Correction.objects.open().filter(**of_project)))
    kept = Document.objects.current().filter(**of_project, kind=inputs.get("kind", ""))
    return projects.filter(~Exists(kept)).exclude(Q(state=State.DRAFT) | Q(state__in=ENDED))


def missing_words(project: Project, inputs: Inputs) -> str:
    """What this file lacks, in the active language."""
    match inputs["missing"]:
        case Missing.CONTRACT:
            return _("the signed contract")
        case Missing.CLOSING_REPORT:
            return _("the closing report")
        case Missing.INVOICE:
            return _("the invoice of the laboratory")
        case Missing.DOCUMENT:
            return str(DocumentKind(inputs["kind"]).label)
    source = {State.CONTRACT_RETURNED: Contract, State.CONTRACTED: ClosingReport}.get(
        State(project.state), Project
    )
    asked = Correction.objects.of(project).open()
    return "; ".join(str(correction_label(source, row.target, row.name)) for row in asked)


def due_date(project: Project, inputs: Inputs) -> date | None:
    """The day that the letter names: the one that was typed, else the file's own."""
    if inputs.get("due_date"):
        return date.fromisoformat(inputs["due_date"])
    match inputs["missing"]:
        case Missing.CONTRACT:
            return project.use_by
        case Missing.CLOSING_REPORT | Missing.INVOICE:
            return project.redeem_by
    days = Correction.objects.of(project).open().exclude(due_date=None).order_by("due_date")
    return days.values_list("due_date", flat=True).first()


def write(item: BatchItem, *, actor: Actor, inputs: Inputs, rehearsal: bool) -> Result:
    """Writes to the people of one file what it lacks, and notes the letter in the file's conversation.

    A person gets one message for the file, under a key of its own; it reads as in the preview. Raises NotPermitted,
    WrongState when nothing is missing any more, Unfit when nobody can be written to, Moved when the words changed.
    """
    project = applications.fresh(item.project)
    if not perms.can_batch(actor) or project.is_own_matter(actor):
        raise NotPermitted("write")
    if not lacking(Project.objects.filter(pk=project.pk), inputs).exists():
        raise WrongState(_("Nothing of this kind is missing in the file."))
    drafts = [draft for role in inputs["to"] for draft in _drafts(item, project, role, inputs)]
    drafts = list({draft.key: draft for draft in drafts}.values())
    if not drafts:
        raise Unfit(_("Nobody of these parties can be written to."))
    letters = group(drafts)
    if not rehearsal:
        if words(letters) != words(item.letters):
            raise Moved(_("The letters would not read as in the preview any more. Preview them again."))
        store(drafts)
        _note(item, project, actor, inputs, {draft.language for draft in drafts})
        transaction.on_commit(lambda: ring(deliver))
    return Result(letters=letters)


def _drafts(item: BatchItem, project: Project, role: str, inputs: Inputs) -> list[Draft]:
    found = []
    for person in RECEIVERS[role][0](project):
        draft = Draft(
            key=f"write:{item.batch.reference}:{project.pk}:user:{person.pk}",
            kind="desk.write",
            category=Category.TASK,
            recipient=person,
            reference=project.reference,
            url=project.get_absolute_url(),
        )
        if draft.is_deliverable:
            draft.write({}, partial(_words, project, person.get_full_name(), inputs))
            found.append(draft)
    return found


def _words(project: Project, name: str, inputs: Inputs) -> tuple[str, str]:
    """Subject and body in the active language, with the places filled for one receiver."""
    text = inputs["texts"][translation.get_language() or "zh-hans"]
    day = due_date(project, inputs)
    names = {
        "name": name,
        "reference": project.reference,
        "title": project.title,
        "missing": missing_words(project, inputs),
        "due_date": date_format(day) if day else "–",
    }
    return one_line(fill(text["subject"], names)), fill(text["body"], names)


def _note(item: BatchItem, project: Project, actor: Actor, inputs: Inputs, languages: set[str]) -> None:
    """The letter stands in the conversation, for the party it went to, in the languages it went out in."""
    for role in inputs["to"]:
        _people, party_of, audience = RECEIVERS[role]
        key = uuid5(NAMESPACE_URL, f"write:{item.batch.reference}:{project.pk}:{role}")
        if (party := party_of(project)) is None or ProjectMessage.objects.filter(uuid=key).exists():
            continue
        said = []
        for language in sorted(languages, reverse=True):
            with translation.override(language):
                said.append("\n\n".join(_words(project, party.name, inputs)))
        message = ProjectMessage(
            uuid=key,
            project=project,
            author=actor.user,
            role=actor.role,
            on_behalf_of=actor.organisation,
            audience=audience,
            party=party,
            text="\n\n——\n\n".join(said),
            answer_by=due_date(project, inputs) if inputs.get("due_date") else None,
            office_read_at=timezone.now(),
        )
        message.full_clean()
        message.save()
