"""Forms around the paper: the template, the draft to be checked, and the word on a finding."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import Project
from contracts.enums import FailureChoice, Verdict
from contracts.forms.contract import ACCEPTED_WORDS, LIMIT_WORDS
from workflow.files import ENDINGS
from workflow.money import YuanField


class TemplateForm(forms.Form):
    """What the template of a contract still needs to be told."""

    FIRST_CHOICE = FailureChoice.BY_FAULT

    total = YuanField(
        label=_("Contract amount (元)"),
        min_fen=1,
        help_text=_("The voucher pays its part of it; the rest is your own payment."),
    )
    number = forms.CharField(label=_("Contract number"), max_length=60, required=False)
    failure = forms.ChoiceField(
        label=_("If the closing review is not passed"),
        choices=FailureChoice.choices,
        widget=forms.RadioSelect,
        help_text=_("The programme sets no rule (Q8); agree on what suits you."),
    )
    form = forms.ChoiceField(
        label=_("As"),
        choices=[("docx", _("Word file to edit")), ("pdf", _("PDF to read"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.project = project


class DraftForm(forms.Form):
    """A draft to be checked."""

    draft = forms.FileField(label=_("Draft"), widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["draft"]
        field.accept_words, field.limit_words = ACCEPTED_WORDS, LIMIT_WORDS


class JudgementForm(forms.Form):
    """An officer's word on one finding of the reader."""

    rule = forms.CharField(max_length=12)
    verdict = forms.ChoiceField(choices=Verdict.choices)
    reason = forms.CharField(max_length=2000, required=False)
