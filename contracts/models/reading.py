"""What the portal read off a contract, and what officers said about it."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models import Project
from contracts.enums import Misfortune, ReadingKind, ReadingState, Verdict
from contracts.reading.model import Paper
from workflow.models import Document

DRAFTS = "drafts"


def draft_path(reading: Reading, _filename: str) -> str:
    """A path that says nothing about people."""
    return f"{DRAFTS}/{reading.uuid.hex}{reading.ending}"


class ReadingQuerySet(models.QuerySet):
    """Readings in the programme's words."""

    def visible_to(self, actor) -> ReadingQuerySet:
        """Papers of a project to whoever may read it; a draft to the person who uploaded it."""
        rows = self.filter(project__in=Project.objects.visible_to(actor))
        user = actor.user if actor.is_authenticated else None
        return rows.filter(~Q(kind=ReadingKind.DRAFT) | Q(requested_by=user))

    def of_document(self, document: Document) -> Reading | None:
        rows: ReadingQuerySet = self.filter(document=document).select_related("project", "document")
        return rows.prefetch_related("judgements__by").first()

    def drafts_of(self, project: Project, actor) -> ReadingQuerySet:
        """The drafts this person had checked, newest first."""
        return self.filter(project=project, kind=ReadingKind.DRAFT, requested_by=actor.user).order_by("-pk")

    def waiting(self) -> ReadingQuerySet:
        return self.filter(state=ReadingState.WAITING).order_by("pk")

    def alike(self, reading: Reading) -> ReadingQuerySet:
        """Papers of other projects with a text that may be the same: equal digest, or one of four numbers."""
        rows = self.exclude(project=reading.project_id).exclude(kind=ReadingKind.DRAFT)
        same = Q(text_digest=reading.text_digest) & ~Q(text_digest="")
        for name in Reading.BANDS if reading.band_1 is not None else ():
            same |= Q(**{name: getattr(reading, name)})
        return rows.filter(same).select_related("project").order_by("-pk")


class Reading(models.Model):
    """One row is one reading of one file by the portal; nothing is ever decided by it."""

    BANDS = ("band_1", "band_2", "band_3", "band_4")

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="readings", verbose_name=_("project")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=ReadingKind.choices)
    document = models.OneToOneField(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    draft = models.FileField(_("draft"), upload_to=draft_path, blank=True, max_length=200)
    name = models.CharField(_("name of the file"), max_length=200)
    state = models.CharField(
        _("state"), max_length=10, choices=ReadingState.choices, default=ReadingState.WAITING
    )
    trouble = models.CharField(
        _("why it could not be read"), max_length=12, choices=Misfortune.choices, blank=True
    )
    page = models.PositiveSmallIntegerField(_("page being read"), default=0)
    pages = models.PositiveSmallIntegerField(_("pages"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    content = models.JSONField(_("what was read"), default=dict, blank=True)
    text_digest = models.CharField(_("digest of the text"), max_length=64, blank=True, db_index=True)
    band_1 = models.PositiveIntegerField(null=True, blank=True, db_index=True, editable=False)
    band_2 = models.PositiveIntegerField(null=True, blank=True, db_index=True, editable=False)
    band_3 = models.PositiveIntegerField(null=True, blank=True, db_index=True, editable=False)
    band_4 = models.PositiveIntegerField(null=True, blank=True, db_index=True, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    requested_at = models.DateTimeField(_("requested"), auto_now_add=True)
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading of a contract")
        verbose_name_plural = _("readings of contracts")
        indexes = [
            models.Index(
                fields=["id"], name="reading_unfinished", condition=Q(state__in=["waiting", "reading"])
            ),
            models.Index(fields=["requested_at"], name="reading_drafts", condition=Q(kind="draft")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ReadingKind.DRAFT, document__isnull=True)
                | (~Q(kind=ReadingKind.DRAFT) & Q(document__isnull=False, draft="")),
                name="reading_has_one_file",
                violation_error_message=_(
                    "A reading belongs to a document, or to a draft that nobody keeps."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ending(self) -> str:
        return "." + self.name.rpartition(".")[2].lower() if "." in self.name else ""

    @property
    def is_finished(self) -> bool:
        return self.state in {ReadingState.READ, ReadingState.UNREAD}

    @property
    def paper(self) -> Paper | None:
        """What was read, or None before that."""
        return Paper.from_json(self.content) if self.content else None

    @property
    def own_sentences(self) -> list[str]:
        """Digests of the sentences that are not everybody's."""
        return self.content.get("own", [])

    def judged(self) -> dict[str, Any]:
        """The last word of an officer on each finding, by its number."""
        return {row.rule: row for row in sorted(self.judgements.all(), key=lambda row: row.pk)}


class Judgement(models.Model):
    """One row is one officer's word on one finding of a reading; a later word counts, the earlier one stays."""

    reading = models.ForeignKey(
        Reading, on_delete=models.PROTECT, related_name="judgements", verbose_name=_("reading")
    )
    rule = models.CharField(_("finding"), max_length=12)
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict.choices)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("word on a finding")
        verbose_name_plural = _("words on findings")
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict=Verdict.CONFIRMED) | ~Q(reason=""),
                name="judgement_overrules_with_reason",
                violation_error_message=_("Say why the finding does not stand."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} · {self.get_verdict_display()}"
