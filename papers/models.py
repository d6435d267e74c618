"""What was issued, from which record, as which file; the words that the office gave its papers."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflow.engine import lock
from workflow.models import Event

LONGEST_REST = timedelta(hours=6)


class PaperCounterQuerySet(models.QuerySet):
    """Counters in the programme's words."""

    def lock_of(self, prefix: str, year: int) -> PaperCounter:
        """The counter, locked until the transaction ends, so that no number is left out or given twice."""
        self.get_or_create(prefix=prefix, year=year)
        return lock(self).get(prefix=prefix, year=year)


class PaperCounter(models.Model):
    """One row counts the papers of one kind in one year."""

    prefix = models.CharField(_("prefix"), max_length=4)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    objects = PaperCounterQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper counter")
        verbose_name_plural = _("paper counters")
        constraints = [
            models.UniqueConstraint(
                fields=["prefix", "year"],
                name="paper_counter_once",
                violation_error_message=_("This counter is there already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}: {self.last}"

    def count(self) -> str:
        """The next number, such as `AN-2026-000123`."""
        self.last += 1
        self.save(update_fields=["last"])
        return f"{self.prefix}-{self.year}-{self.last:06d}"


class PaperTemplateQuerySet(models.QuerySet["PaperTemplate"]):
    """Templates in the programme's words."""

    def current(self, kind: str, language: str) -> PaperTemplate | None:
        """The words in force, or None while the portal's own are."""
        return self.filter(kind=kind, language=language).order_by("-version").first()

    def history(self, kind: str, language: str) -> PaperTemplateQuerySet:
        return self.filter(kind=kind, language=language).select_related("published_by").order_by("-version")


class PaperTemplate(models.Model):
    """One row is one published version of the words of a kind of paper in one language; rows are never changed."""

    kind = models.SlugField(_("kind"), max_length=40)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    version = models.PositiveIntegerField(_("version"))
    body = models.TextField(_("words"))
    remark = models.CharField(_("what changed"), max_length=200, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("published by")
    )
    published_at = models.DateTimeField(_("published"), auto_now_add=True)

    objects = PaperTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper template")
        verbose_name_plural = _("paper templates")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "version"],
                name="paper_template_version_once",
                violation_error_message=_(
                    "Somebody else published a version meanwhile. Open the page again."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language} {self.version}"


class IssuedPaperQuerySet(models.QuerySet["IssuedPaper"]):
    """Issued papers in the programme's words."""

    def of_event(self, event: Event, kind: str, language: str) -> IssuedPaper | None:
        found = self.filter(event=event, kind=kind, language=language)
        return found.select_related("print").first()

    def for_occasion(self, occasion: str, kind: str) -> IssuedPaperQuerySet:
        return self.filter(occasion=occasion, kind=kind).select_related("print")

    def of_subject(self, subject) -> IssuedPaperQuerySet:
        return self.filter(subject_label=subject.subject_label(), subject_pk=subject.pk).order_by("pk")

    def for_register(self) -> IssuedPaperQuerySet:
        return self.select_related("issued_by", "print").defer("data")


class IssuedPaper(models.Model):
    """One row is one paper as it was issued, in one language, with the whole record it is set from; never changed.

    The versions of a paper in two languages share its number. `occasion` names what it was issued for, once: a step
    (`event:17`) or, for lists and forms without a step, the record itself (`record:<digest>`).
    """

    number = models.CharField(_("number"), max_length=30)
    kind = models.SlugField(_("kind"), max_length=40)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    occasion = models.CharField(_("occasion"), max_length=80)
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, blank=True, related_name="papers", verbose_name=_("step")
    )
    subject_label = models.CharField(_("kind of dossier"), max_length=60)
    subject_pk = models.BigIntegerField(_("dossier"))
    reference = models.CharField(_("reference"), max_length=40, db_index=True)
    layout = models.SlugField(_("layout"), max_length=40)
    template_version = models.PositiveIntegerField(_("version of the words"), default=0)
    data = models.JSONField(_("record"), encoder=DjangoJSONEncoder)
    digest = models.CharField(_("digest of the record"), max_length=64)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    issued_at = models.DateTimeField(_("issued"))
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    objects = IssuedPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("issued paper")
        verbose_name_plural = _("issued papers")
        indexes = [models.Index(fields=["subject_label", "subject_pk"], name="issued_paper_subject")]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "language"],
                name="issued_paper_number_once",
                violation_error_message=_("A paper has its number once in each language."),
            ),
            models.UniqueConstraint(
                fields=["occasion", "kind", "language"],
                name="issued_paper_once_per_occasion",
                violation_error_message=_("This paper is issued already."),
            ),
        ]

    def __str__(self) -> str:
        return self.number


def print_path(row: PaperPrint, filename: str) -> str:
    """A path that says nothing about people."""
    return f"papers/{row.key.hex[:2]}/{row.key.hex}.pdf"


class PaperPrint(models.Model):
    """One row is the PDF of an issued paper, kept with its digest; never changed."""

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    paper = models.OneToOneField(
        IssuedPaper, on_delete=models.PROTECT, related_name="print", verbose_name=_("paper")
    )
    file = models.FileField(_("file"), upload_to=print_path, max_length=200)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(_("digest of the file"), max_length=64, db_index=True)
    typeface = models.CharField(_("digest of the typeface"), max_length=64)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("print of a paper")
        verbose_name_plural = _("prints of papers")

    def __str__(self) -> str:
        return self.sha256[:12]


class PaperRun(models.Model):
    """One row says that the papers of a step were made, or when the next attempt is due."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+", verbose_name=_("step"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    problem = models.TextField(_("problem"), blank=True)

    class Meta:
        verbose_name = _("run for the papers of a step")
        verbose_name_plural = _("runs for the papers of steps")

    def __str__(self) -> str:
        return f"{self.event_id}: {self.done_at or self.problem}"

    def postpone(self, problem: Exception, now: datetime) -> None:
        """Try again later, each time after a longer rest."""
        self.attempts += 1
        self.problem = f"{type(problem).__name__}: {problem}"[:1000]
        self.next_at = now + min(timedelta(seconds=30 * 2 ** min(self.attempts, 12)), LONGEST_REST)
        self.save()
