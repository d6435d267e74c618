"""The conversation on a project: what its parties and the office write to each other, kept as record."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES, Role
from accounts.models import Organisation
from applications.enums import Audience
from applications.models.project import Project
from applications.models.queries import MATTERS_OF

LONGEST_TEXT = 5000
# The one audience beside "everybody" of people who act in these roles; it names the party in `party`.
PRIVATE = {
    Role.APPLICANT: Audience.APPLICANT,
    Role.RECOMMENDER: Audience.INSTITUTION,
    Role.LABORATORY: Audience.LABORATORY,
}


class ProjectMessageQuerySet(models.QuerySet):
    """`visible_to` is the only rule on who reads a message: pages, timeline, API and downloads all use it."""

    def visible_to(self, actor) -> ProjectMessageQuerySet:
        """What the actor may read, of the projects they see; experts and visitors read none.

        A private message stays with the party it was exchanged with, also when the project changes its institution
        or laboratory later. Whoever of the office is of a party reads only what everybody reads.
        """
        mine = self.filter(project__in=Project.objects.visible_to(actor))
        if actor.role in {Role.AUDITOR, Role.SYSTEM}:
            return mine
        if actor.role in OFFICE_ROLES:
            parties = actor.parties - {actor.organisation_id}
            own = Project.objects.matters_of(parties)
            return mine.filter(Q(audience=Audience.EVERYBODY) | ~Q(project__in=own)) if parties else mine
        if actor.role not in MATTERS_OF:
            return self.none()
        private = Q(audience=PRIVATE.get(actor.role, ""), party=actor.organisation_id)
        return mine.filter(Q(audience=Audience.EVERYBODY) | private)

    def unread_by(self, actor) -> ProjectMessageQuerySet:
        """What the person has not read; for the office, what nobody of the office has read."""
        if actor.is_office:
            return self.filter(office_read_at__isnull=True)
        if actor.role not in MATTERS_OF:
            return self.none()
        read = MessageReading.objects.filter(message=OuterRef("pk"), person=actor.user.pk)
        return self.exclude(author=actor.user.pk).filter(~Exists(read))

    def for_conversation(self, actor) -> ProjectMessageQuerySet:
        """Newest first, with whoever wrote, what is answered, and whether the actor or others have read it."""
        read = MessageReading.objects.filter(message=OuterRef("pk"))
        return (
            self.select_related("author", "on_behalf_of", "party", "reply_to__author")
            .annotate(is_read=Exists(read.filter(person=actor.user.pk)), is_read_by_others=Exists(read))
            .order_by("-pk")
        )

    def overdue(self, today: date) -> ProjectMessageQuerySet:
        """What asks for an answer that has not come in time."""
        return self.filter(answered_at__isnull=True, answer_by__lt=today)


class ProjectMessage(models.Model):
    """One row is one message on a project, by one person for one party, to one audience.

    The database refuses to change or delete it; only the marks of an answer and of the office's reading are written
    later. `party` is the one party beside the office that reads a private message. Files are documents whose dossier
    is the message, so that they are read by whoever reads it.
    """

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="conversation", verbose_name=_("project")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    on_behalf_of = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("for")
    )
    audience = models.CharField(_("who reads it"), max_length=20, choices=Audience.choices)
    party = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the party that reads it"),
    )
    reply_to = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("answer to"),
    )
    text = models.TextField(_("message"), max_length=LONGEST_TEXT)
    answer_by = models.DateField(_("answer asked for by"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("marked as answered by"),
    )
    office_read_at = models.DateTimeField(_("read by the office"), null=True, blank=True)

    objects = ProjectMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message on a project")
        verbose_name_plural = _("messages on projects")
        indexes = [
            models.Index(fields=["project", "-id"], name="message_of_project"),
            models.Index(
                fields=["project"],
                name="message_for_office",
                condition=models.Q(office_read_at__isnull=True),
            ),
            models.Index(
                fields=["answer_by"],
                name="message_asks",
                condition=models.Q(answered_at__isnull=True, answer_by__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="project_message_has_text",
                violation_error_message=_("Write what you want to say."),
            ),
            models.CheckConstraint(
                condition=models.Q(audience__in=[Audience.EVERYBODY, Audience.OFFICE], party__isnull=True)
                | models.Q(
                    audience__in=[Audience.APPLICANT, Audience.INSTITUTION, Audience.LABORATORY],
                    party__isnull=False,
                ),
                name="project_message_names_its_party",
                violation_error_message=_("A private message names the party that reads it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.sent_at:%Y-%m-%d %H:%M}"

    @classmethod
    def subject_label(cls) -> str:
        return cls._meta.label_lower

    @property
    def anchor(self) -> str:
        """Where the message stands on the page of the conversation."""
        return f"m-{self.uuid.hex[:12]}"

    @property
    def asks(self) -> bool:
        """Whether an answer is still waited for."""
        return self.answer_by is not None and self.answered_at is None


class MessageReading(models.Model):
    """One row says that one person has read one message, and when first."""

    message = models.ForeignKey(
        ProjectMessage, on_delete=models.PROTECT, related_name="readings", verbose_name=_("message")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    read_at = models.DateTimeField(_("read"), default=timezone.now)

    class Meta:
        verbose_name = _("reading of a message")
        verbose_name_plural = _("readings of messages")
        constraints = [
            models.UniqueConstraint(fields=["message", "person"], name="message_read_once"),
        ]

    def __str__(self) -> str:
        return f"{self.message} {self.person}"


class MessageDraft(models.Model):
    """One row is what one person, for one party, has begun to write on one project and not sent.

    It is nobody's record: it goes with the person or the party.
    """

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="+", verbose_name=_("project")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("who")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", verbose_name=_("for")
    )
    text = models.TextField(_("message"), max_length=LONGEST_TEXT)
    audience = models.CharField(_("who reads it"), max_length=20, choices=Audience.choices)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta:
        verbose_name = _("draft of a message")
        verbose_name_plural = _("drafts of messages")
        constraints = [
            models.UniqueConstraint(fields=["project", "author", "organisation"], name="message_draft_once"),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.author}"
