"""What people write to each other on a project: sent once, kept for good, told to whoever reads it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications import perms
from applications.enums import Audience
from applications.models import MessageDraft, MessageReading, Project, ProjectMessage
from applications.models.conversation import PRIVATE
from applications.telling import tell
from notifications.tasks import deliver, ring
from workflow.errors import NotPermitted, Unfit
from workflow.files import attach, check_upload
from workflow.models.document import DocumentKind

MOST_FILES = 5
MOST_AN_HOUR = 60
LONGEST_WAIT = timedelta(days=366)


def audiences_of(project: Project, actor: Actor) -> list[Audience]:
    """To whom the actor can write on this project, the widest first; empty for whoever only reads or is no party."""
    if not perms.can_write_message(project, actor):
        return []
    if not actor.is_office:
        private = PRIVATE.get(actor.role)  # type: ignore[call-overload]
        return [Audience.EVERYBODY, *([private] if private else [])]
    found = [Audience.EVERYBODY, Audience.APPLICANT]
    found += [Audience.INSTITUTION] if project.recommender else []
    found += [Audience.LABORATORY] if project.laboratory else []
    return [*found, Audience.OFFICE]


def party_of(project: Project, audience: str) -> int | None:
    """The one party beside the office that reads a message to this audience."""
    match audience:
        case Audience.APPLICANT:
            return project.applicant_id
        case Audience.INSTITUTION:
            return project.recommender.organisation_id if project.recommender else None
        case Audience.LABORATORY:
            return project.laboratory.organisation_id if project.laboratory else None
    return None


def send(
    project: Project,
    *,
    actor: Actor,
    text: str,
    audience: str = Audience.EVERYBODY,
    uploads: Sequence[UploadedFile] = (),
    reply_to: ProjectMessage | None = None,
    answer_by: date | None = None,
    key: UUID | None = None,
) -> ProjectMessage:
    """Writes a message with its files, tells whoever reads it, and takes the answered question off the list.

    An answer goes to the audience of what it answers. The same `key` a second time changes nothing and returns the first
    message. Raises NotPermitted, and Unfit for what cannot be sent; then neither message nor file stays.
    """
    project = Project.objects.with_parties().get(pk=project.pk)
    if not perms.can_write_message(project, actor):
        raise NotPermitted("send_message")
    key = key or uuid4()
    if sent := _sent_before(project, actor, key):
        return sent
    message = ProjectMessage(
        uuid=key,
        project=project,
        author=actor.user,
        role=actor.role,
        on_behalf_of=actor.organisation,
        audience=reply_to.audience if reply_to else audience,
        reply_to=reply_to,
        text=text.strip(),
        answer_by=answer_by,
        office_read_at=timezone.now() if actor.is_office else None,
    )
    _check(message, actor, uploads)
    message.party_id = reply_to.party_id if reply_to else party_of(project, audience)
    try:
        with transaction.atomic():
            _keep(message, actor, uploads)
    except IntegrityError:
        if sent := _sent_before(project, actor, key):
            return sent
        raise
    return message


def _sent_before(project: Project, actor: Actor, key: UUID) -> ProjectMessage | None:
    """The message that was sent under this key. Raises Unfit when somebody else's has it."""
    sent = ProjectMessage.objects.filter(uuid=key).first()
    if sent and (sent.project_id, sent.author_id) != (project.pk, actor.user.pk):
        raise Unfit(_("Open the page again and send the message once more."))
    return sent


def _check(message: ProjectMessage, actor: Actor, uploads: Sequence[UploadedFile]) -> None:
    """Whether the message can be sent as it is. Raises Unfit."""
    answered = message.reply_to
    if answered is not None:
        readable = ProjectMessage.objects.visible_to(actor).filter(pk=answered.pk, project=message.project)
        if not readable.exists():
            raise Unfit(_("The message that you answer is not part of this conversation."))
        if answered.party_id != party_of(message.project, answered.audience):
            raise Unfit(
                _("The party of that message no longer takes part in this project. Write a new message.")
            )
    if message.audience not in audiences_of(message.project, actor):
        words = _("You cannot write to these readers on this project.")
        raise Unfit(words, {"audience": words})
    today = timezone.localdate()
    if message.answer_by and not today <= message.answer_by <= today + LONGEST_WAIT:
        words = _("Choose a day from today on, within a year.")
        raise Unfit(words, {"answer_by": words})
    if len(uploads) > MOST_FILES:
        words = _("Attach %(most)s files at most.") % {"most": MOST_FILES}
        raise Unfit(words, {"attachments": words})
    recent = ProjectMessage.objects.filter(
        project=message.project, author=actor.user, sent_at__gt=timezone.now() - timedelta(hours=1)
    )
    if recent.count() >= MOST_AN_HOUR:
        raise Unfit(_("You have written very often within an hour. Wait a little before the next message."))
    for upload in uploads:
        try:
            check_upload(upload)
        except Unfit as refusal:
            raise Unfit(refusal.message, {"attachments": refusal.message}) from refusal


def _keep(message: ProjectMessage, actor: Actor, uploads: Sequence[UploadedFile]) -> None:
    """Message, files, marks and notices in one transaction."""
    try:
        message.full_clean(validate_unique=False)
    except ValidationError as error:
        raise Unfit.of(error) from error
    message.save()
    answered = message.reply_to
    if answered and answered.asks and _answers(message, answered):
        _note_answer(answered, actor)
    MessageDraft.objects.filter(
        project=message.project, author=actor.user, organisation=actor.organisation
    ).delete()
    mark_read(message.project, actor=actor)
    tell(message)
    _store_files(message, actor, uploads)
    transaction.on_commit(lambda: ring(deliver))


def _answers(message: ProjectMessage, answered: ProjectMessage) -> bool:
    """The side that was asked has written: another party, or a colleague to an internal note."""
    if message.author_id == answered.author_id:
        return False
    return message.on_behalf_of_id != answered.on_behalf_of_id or answered.audience == Audience.OFFICE


def _store_files(message: ProjectMessage, actor: Actor, uploads: Sequence[UploadedFile]) -> None:
    """Every file or none: what was stored before one that fails is taken away again."""
    stored = []
    try:
        for upload in uploads:
            dossier = cast(Any, message)
            stored.append(attach(dossier, upload, kind=DocumentKind.OTHER, actor=actor, replace=False))
    except Unfit as refusal:
        _remove_files(stored)
        raise Unfit(refusal.message, {"attachments": refusal.message}) from refusal
    except BaseException:
        _remove_files(stored)
        raise


def _remove_files(documents: list) -> None:
    for document in documents:
        document.file.storage.delete(document.file.name)


def _note_answer(message: ProjectMessage, actor: Actor) -> None:
    """Only the first mark counts."""
    unanswered = ProjectMessage.objects.filter(pk=message.pk, answered_at__isnull=True)
    unanswered.update(answered_at=timezone.now(), answered_by=actor.user)


def mark_answered(message: ProjectMessage, *, actor: Actor) -> None:
    """Nobody is reminded of the question any more. Raises NotPermitted, and Unfit when nothing was asked."""
    if not perms.can_mark_answered(message, actor):
        raise NotPermitted("mark_answered")
    if message.answer_by is None:
        raise Unfit(_("This message asks for no answer."))
    _note_answer(message, actor)


@transaction.atomic
def mark_read(project: Project, *, actor: Actor) -> int:
    """Marks what the actor can read on the project as read; doing it twice changes nothing. Returns how many were new."""
    readable = ProjectMessage.objects.visible_to(actor).filter(project=project)
    if not perms.can_write_message(project, actor):
        return 0
    unread = readable.exclude(author=actor.user).exclude(readings__person=actor.user)
    keys = list(unread.values_list("pk", flat=True))
    MessageReading.objects.bulk_create(
        [MessageReading(message_id=key, person=actor.user) for key in keys], ignore_conflicts=True
    )
    if actor.is_office:
        readable.filter(office_read_at__isnull=True).update(office_read_at=timezone.now())
    return len(keys)


def keep_draft(project: Project, *, actor: Actor, text: str, audience: str) -> MessageDraft | None:
    """Keeps what is written so far; an emptied text forgets it. Raises NotPermitted, and Unfit when it is too long."""
    if audience not in audiences_of(project, actor):
        raise NotPermitted("send_message")
    mine = MessageDraft.objects.filter(project=project, author=actor.user, organisation=actor.organisation)
    if not text.strip():
        mine.delete()
        return None
    draft, _created = MessageDraft.objects.update_or_create(
        project=project,
        author=actor.user,
        organisation=actor.organisation,
        defaults={"text": text, "audience": audience, "saved_at": timezone.now()},
    )
    return draft


def draft_of(project: Project, actor: Actor) -> MessageDraft | None:
    """What the actor has begun to write here."""
    found: QuerySet[MessageDraft] = MessageDraft.objects.filter(project=project, author=actor.user)
    return found.filter(organisation=actor.organisation).first()
