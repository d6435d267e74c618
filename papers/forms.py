"""What the office types: the words of a paper, and which file to look at them with."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from papers import markup
from papers.registry import Paper


class WordsForm(forms.Form):
    """The words of one kind of paper in one language; every problem is named with its line."""

    body = forms.CharField(
        label=_("Words"),
        max_length=markup.LONGEST,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 16, "class": "mono"}),
    )
    remark = forms.CharField(
        label=_("What changed"),
        max_length=200,
        required=False,
        help_text=_("For your colleagues; it stands in the list of versions."),
    )
    reference = forms.CharField(
        label=_("Look at it with a file"),
        max_length=40,
        required=False,
        help_text=_("A reference such as P-7K3MQ2X5; empty: the latest file that has such a paper."),
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, paper: Paper, **kwargs):
        self.paper = paper
        super().__init__(*args, **kwargs)

    def clean_body(self) -> str:
        body = self.cleaned_data["body"]
        if problems := markup.problems(body, self.paper.tags):
            raise forms.ValidationError(problems)
        return body


class RegisterForm(forms.Form):
    """Which papers of the register."""

    number = forms.CharField(label=_("Number or reference"), max_length=40, required=False)
    kind = forms.CharField(label=_("Kind"), max_length=40, required=False)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("Any")), *settings.LANGUAGES],
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
