"""What pages show of a conversation: messages as rows, and the same as entries of the timeline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from applications import perms
from applications.enums import Audience
from applications.models import Project, ProjectMessage
from workflow.models import Document
from workflow.presentation import document_rows

SHOWN_ON_PROJECT = 4
IN_TIMELINE = 50


def messages_of(project: Project, actor: Actor) -> QuerySet[ProjectMessage]:
    """What the actor may read on a project."""
    return ProjectMessage.objects.visible_to(actor).filter(project=project)


def files_of(messages: Iterable[ProjectMessage]) -> Q:
    """The documents of these messages."""
    keys = [message.pk for message in messages]
    return Q(subject_label=ProjectMessage.subject_label(), subject_pk__in=keys)


def message_rows(
    project: Project, actor: Actor, messages: Iterable[ProjectMessage], documents: Iterable[Document]
) -> list[dict[str, Any]]:
    """Messages as the conversation shows them, in the order given."""
    files: defaultdict[int, list[Document]] = defaultdict(list)
    for document in documents:
        files[document.subject_pk].append(document)
    writes = perms.can_write_message(project, actor)
    page = reverse("applications:conversation", args=[project.reference])
    return [_row(project, actor, message, files[message.pk], page if writes else "") for message in messages]


def _row(
    project: Project, actor: Actor, message: ProjectMessage, files: list[Document], page: str
) -> dict[str, Any]:
    message.project = project
    answered, mine = message.reply_to, message.author_id == actor.user.pk
    today = timezone.localdate()
    return {
        "anchor": message.anchor,
        "text": message.text,
        "by": message.author.get_short_name(),
        "role": message.get_role_display(),
        "on_behalf_of": message.on_behalf_of.name,
        "at": message.sent_at,
        "audience": message.get_audience_display(),
        "is_private": message.audience != Audience.EVERYBODY,
        "is_internal": message.audience == Audience.OFFICE,
        "is_mine": mine,
        "is_unread": bool(page) and not mine and not getattr(message, "is_read", True),
        "is_read_by_others": mine and getattr(message, "is_read_by_others", False),
        "answer_by": message.answer_by,
        "answered_at": message.answered_at,
        "is_overdue": message.asks and message.answer_by is not None and message.answer_by < today,
        "answers": _quote(answered) if answered else None,
        "reply_url": f"{page}?reply={message.uuid}#write" if page else "",
        "answered_url": _answered_url(project, actor, message),
        "documents": [row | {"kind": _("Attachment")} for row in document_rows(files)],
    }


def _quote(message: ProjectMessage) -> dict[str, Any]:
    return {
        "anchor": message.anchor,
        "by": message.author.get_short_name(),
        "text": Truncator(message.text).chars(90),
    }


def _answered_url(project: Project, actor: Actor, message: ProjectMessage) -> str:
    if not message.asks or not perms.can_mark_answered(message, actor):
        return ""
    return reverse("applications:conversation_answered", args=[project.reference, message.uuid])


def timeline_entries(project: Project, messages: Iterable[ProjectMessage]) -> list[dict[str, Any]]:
    """Messages among what happened to the project."""
    page = reverse("applications:conversation", args=[project.reference])
    return [
        {
            "label": _("Internal note") if message.audience == Audience.OFFICE else _("Message"),
            "url": f"{page}#{message.anchor}",
            "at": message.sent_at,
            "by": message.author.get_short_name(),
            "role": message.get_role_display(),
            "on_behalf_of": message.on_behalf_of,
            "note": Truncator(message.text).chars(200),
            "tone": "neutral",
        }
        for message in messages
    ]
