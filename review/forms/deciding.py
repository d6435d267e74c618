"""Forms of the decision on the closing review."""

from django import forms
from django.utils.translation import gettext_lazy as _

from review.forms.fields import text
from workflow.money import YuanField


class CloseForm(forms.Form):
    """The accepted cost and the reasons, as they are recorded."""

    accepted_cost = YuanField(label=_("Accepted cost (元)"), min_fen=0)
    reasons = text(_("Reasons"), rows=5, help_text=_("Applicant and laboratory read them."))


class RefuseForm(forms.Form):
    """The reasons, as they are recorded."""

    reasons = text(_("Reasons"), rows=5, help_text=_("Applicant and laboratory read them."))
