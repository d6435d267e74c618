"""What a recommending institution declares: enterprises, events; and the training the office gave."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from institutions.enums import AccreditationState, EventKind
from institutions.models.recommending import RecommendingInstitution
from policy.uscc import is_well_formed, normalise
from workflow.models import Document


def credit_code_shape(code: str) -> None:
    """Refuses a credit code of the wrong form; a wrong check character is only a warning elsewhere."""
    if not is_well_formed(code):
        raise ValidationError(
            _(
                "A credit code has 18 characters, such as 91110108MA0000001D. Copy it from the business licence."
            )
        )


class OfInstitutionQuerySet(models.QuerySet):
    """Rows that belong to a recommending institution."""

    def visible_to(self, actor):
        """The office and auditors see every row, an institution its own."""
        institutions = RecommendingInstitution.objects.visible_to(actor)
        return self.filter(institution__in=institutions)


class ServedEnterpriseQuerySet(OfInstitutionQuerySet):
    """Served enterprises in the programme's words."""

    def of_others(self, institution):
        """Rows of other institutions; their drafts do not count."""
        return self.exclude(institution=institution).exclude(institution__state=AccreditationState.DRAFT)

    def shared(self, institution):
        """The rows of an institution whose enterprise is on another institution's list too.

        For the office and auditors only: it tells one house what stands on another's list.
        """
        others = ServedEnterprise.objects.of_others(institution).filter(uscc=models.OuterRef("uscc"))
        return self.filter(models.Exists(others), institution=institution)

    def also_served(self, institution, codes: Iterable[str]) -> dict[str, list[str]]:
        """Of these credit codes, the other institutions that have them on their lists. For the office and auditors only."""
        rows = self.of_others(institution).filter(uscc__in=list(codes)).order_by("uscc", "institution_id")
        found: dict[str, list[str]] = {}
        for code, name in rows.values_list("uscc", "institution__organisation__name"):
            found.setdefault(code, []).append(name)
        return found

    def with_words(self, words: str):
        """Those whose name holds the words, or whose code begins with them."""
        return self.filter(models.Q(name__icontains=words) | models.Q(uscc__startswith=normalise(words)))


class ServedEnterprise(models.Model):
    """One row is one enterprise that a recommending institution says it serves (clause Q4)."""

    institution = models.ForeignKey(
        RecommendingInstitution,
        on_delete=models.PROTECT,
        related_name="served_enterprises",
        verbose_name=_("institution"),
    )
    name = models.CharField(_("name of the enterprise"), max_length=120)
    uscc = models.CharField(_("unified social credit code"), max_length=18, validators=[credit_code_shape])

    objects = ServedEnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("served enterprise")
        verbose_name_plural = _("served enterprises")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "uscc"],
                name="served_enterprise_once",
                violation_error_message=_("This enterprise already stands on the list."),
            ),
        ]
        indexes = [models.Index(fields=["uscc"], name="served_enterprise_code")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.uscc = normalise(self.uscc)
        super().save(*args, **kwargs)

    def clean(self):
        self.uscc = normalise(self.uscc)


class PlannedEvent(models.Model):
    """One row is one voucher event that an institution plans or has held (clause Q4)."""

    institution = models.ForeignKey(
        RecommendingInstitution,
        on_delete=models.PROTECT,
        related_name="planned_events",
        verbose_name=_("institution"),
    )
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind.choices)
    date = models.DateField(_("date"))
    place = models.CharField(_("place"), max_length=120)
    audience = models.CharField(_("audience"), max_length=200, blank=True)
    held = models.BooleanField(_("was held"), default=False)
    attendance = models.PositiveIntegerField(_("people who came"), null=True, blank=True)
    summary = models.TextField(_("what came of it"), max_length=2000, blank=True)
    papers = models.ManyToManyField(
        Document,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("papers"),
        help_text=_("Invitation, attendance list, pictures; they are files of the institution's dossier."),
    )

    objects = OfInstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("voucher event")
        verbose_name_plural = _("voucher events")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(attendance__isnull=True) | models.Q(held=True),
                name="planned_event_attendance_when_held",
                violation_error_message=_("Say how many people came only when the event was held."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The event's page; the institution has to be at hand."""
        return reverse("institutions:event", args=[self.institution.reference, self.pk])


class Training(models.Model):
    """One row is one training that the office gave an institution (clause Q4, step 3)."""

    institution = models.ForeignKey(
        RecommendingInstitution,
        on_delete=models.PROTECT,
        related_name="trainings",
        verbose_name=_("institution"),
    )
    date = models.DateField(_("date"))
    topic = models.CharField(_("topic"), max_length=120)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )

    objects = OfInstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")

    def __str__(self) -> str:
        return self.topic
