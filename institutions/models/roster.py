"""What a recommending institution declares: enterprises, events; and the training the office gave."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
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

    def also_served(self, institution) -> dict[str, list[str]]:
        """Credit code → other institutions that have it on their list too; drafts of others do not count.

        For the office and auditors only: it tells one house what stands on another's list.
        """
        own = self.filter(institution=institution).values("uscc")
        others = self.filter(uscc__in=own).exclude(institution=institution)
        shown = others.exclude(institution__state=AccreditationState.DRAFT).order_by("uscc", "institution_id")
        found: dict[str, list[str]] = {}
        for code, name in shown.values_list("uscc", "institution__organisation__name"):
            found.setdefault(code, []).append(name)
        return found


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
