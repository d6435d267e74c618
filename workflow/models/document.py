"""Files of a dossier."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    """Every kind of paper the programme asks for; each app uses its own few."""

    BUSINESS_LICENCE = "business_licence", _("Business licence")
    TEAM_CERTIFICATE = "team_certificate", _("Incubator's certificate for the team")
    PROJECT_PLAN = "project_plan", _("Project plan")
    PURCHASE_JUSTIFICATION = "purchase_justification", _("Reason for the new-technology purchase")
    CONTRACT = "contract", _("Signed contract")
    SUPPLEMENT = "supplement", _("Supplementary agreement")
    CLOSING_REPORT = "closing_report", _("Closing report")
    RESULT = "result", _("Result: test report, drawing, sample record")
    INVOICE = "invoice", _("Invoice")
    PAYMENT_PROOF = "payment_proof", _("Proof of payment")
    OBJECTION_EVIDENCE = "objection_evidence", _("Evidence for an objection")
    APPLICATION_FORM = "application_form", _("Application form")
    COMMITMENT_LETTER = "commitment_letter", _("Commitment letter")
    WORKING_MECHANISM = "working_mechanism", _("Working mechanism")
    SAFEGUARDS = "safeguards", _("Safeguards")
    INTERNAL_RULES = "internal_rules", _("Internal rules for vouchers")
    AUTHORISATION_LETTER = "authorisation_letter", _("Authorisation letter")
    ACCREDITATION = "accreditation", _("Certificate of the laboratory's accreditation")
    OTHER = "other", _("Other")


def document_path(document: "Document", filename: str) -> str:
    """A path that says nothing about people and keeps nothing of the uploaded name."""
    return f"{document.uuid.hex[:2]}/{document.uuid.hex}{document.extension}"


class DocumentQuerySet(models.QuerySet):
    """Documents in the programme's words."""

    def of(self, subject) -> "DocumentQuerySet":
        return self.filter(subject_label=subject.subject_label(), subject_pk=subject.pk).order_by(
            "kind", "pk"
        )

    def current(self) -> "DocumentQuerySet":
        """Without those that a newer file has replaced."""
        return self.filter(replaced_by__isnull=True)


class Document(models.Model):
    """One row is one uploaded file of one dossier; a newer file replaces it, nothing is deleted."""

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    subject_label = models.CharField(_("kind of dossier"), max_length=60)
    subject_pk = models.BigIntegerField(_("dossier"))
    kind = models.CharField(_("kind"), max_length=40, choices=DocumentKind.choices)
    file = models.FileField(_("file"), upload_to=document_path, max_length=200)
    original_name = models.CharField(_("name of the file"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(_("digest"), max_length=64, db_index=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("replaced by"),
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [models.Index(fields=["subject_label", "subject_pk"], name="document_subject")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size__gt=0),
                name="document_not_empty",
                violation_error_message=_("The file is empty. Choose another one."),
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def extension(self) -> str:
        stem, dot, ending = self.original_name.rpartition(".")
        return f".{ending.lower()}" if stem and dot and ending.isalnum() and len(ending) <= 5 else ""
