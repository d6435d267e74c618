"""What the applicant writes: the content of an application."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from applications.models.call import Call
from institutions.models import RecommendingInstitution
from labs.models import Laboratory
from workflow.money import MoneyField


class ProjectContent(models.Model):
    """The fields of the application form, empty until the applicant fills them in."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="projects", verbose_name=_("call"))
    applicant = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="projects", verbose_name=_("applicant")
    )
    title = models.CharField(_("title of the project"), max_length=120)
    activity_type = models.CharField(_("type of activity"), max_length=40, blank=True)
    theme = models.CharField(_("priority theme"), max_length=40, blank=True)
    laboratory = models.ForeignKey(
        Laboratory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("open laboratory"),
    )
    recommender = models.ForeignKey(
        RecommendingInstitution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("recommending institution"),
    )
    background = models.TextField(_("background and problem"), blank=True)
    content = models.TextField(_("technical content and targets"), blank=True)
    deliverables = models.TextField(_("results to be delivered"), blank=True)
    plan_from = models.DateField(_("planned start"), null=True, blank=True)
    plan_to = models.DateField(_("planned end"), null=True, blank=True)
    total_amount = MoneyField(_("planned contract amount (元)"), null=True, blank=True)
    requested_amount = MoneyField(_("voucher applied for (元)"), null=True, blank=True)
    is_industrial_design = models.BooleanField(_("industrial design project"), default=False)
    design_purpose = models.CharField(_("purpose of the design"), max_length=40, blank=True)
    purchase_purpose = models.CharField(
        _("purpose of the new-technology purchases"), max_length=40, blank=True
    )
    declares_truth = models.BooleanField(_("All statements and documents are true."), default=False)
    declares_no_affiliation = models.BooleanField(
        _("There is no investment, subordination or property tie between us and the laboratory."),
        default=False,
    )
    declares_no_double_funding = models.BooleanField(
        _("No other public money is used for the same content."), default=False
    )

    class Meta:
        abstract = True

    # The fields that may be named in a correction, in the order of the form.
    CORRECTABLE = (
        "title",
        "activity_type",
        "theme",
        "laboratory",
        "recommender",
        "background",
        "content",
        "deliverables",
        "plan_from",
        "plan_to",
        "total_amount",
        "requested_amount",
        "is_industrial_design",
        "design_purpose",
        "purchase_purpose",
    )
