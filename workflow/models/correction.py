"""What has to be corrected in a dossier before it goes on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CorrectionTarget(models.TextChoices):
    """A correction names a field of the dossier or a kind of document."""

    FIELD = "field", _("Field")
    DOCUMENT = "document", _("Document")


class CorrectionQuerySet(models.QuerySet):
    """Corrections in the programme's words."""

    def of(self, subject) -> "CorrectionQuerySet":
        return self.filter(subject_label=subject.subject_label(), subject_pk=subject.pk).order_by("pk")

    def open(self) -> "CorrectionQuerySet":
        return self.filter(resolved_at__isnull=True)


class Correction(models.Model):
    """One row asks for one field or one document to be corrected, with the reason and until when."""

    subject_label = models.CharField(_("kind of dossier"), max_length=60)
    subject_pk = models.BigIntegerField(_("dossier"))
    target = models.CharField(_("what"), max_length=10, choices=CorrectionTarget.choices)
    name = models.CharField(_("field or kind of document"), max_length=60)
    reason = models.TextField(_("what is wrong and what to do"))
    due_date = models.DateField(_("due"), null=True, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("requested by")
    )
    requested_at = models.DateTimeField(_("requested"), auto_now_add=True)
    resolved_at = models.DateTimeField(_("answered"), null=True, blank=True)
    before = models.TextField(_("value before"), blank=True)
    after = models.TextField(_("value after"), blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = [models.Index(fields=["subject_label", "subject_pk"], name="correction_subject")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="correction_has_reason",
                violation_error_message=_("Say what is wrong and what to do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.reason[:40]}"
