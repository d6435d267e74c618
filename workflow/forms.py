"""Forms that several machines share: asking for corrections, uploading one document."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workflow.corrections import Wanted
from workflow.files import ENDINGS
from workflow.models.correction import CorrectionTarget
from workflow.models.document import DocumentKind

ROWS = 6


class CorrectionsForm(forms.Form):
    """Up to six fields or documents to be corrected, each with its reason; a due date; a remark for all."""

    due_date = forms.DateField(
        label=_("To be answered by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(
        label=_("Remark for the whole file"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, fields: list[tuple[str, Any]], kinds: list[tuple[str, Any]], **kwargs):
        super().__init__(*args, **kwargs)
        choices = [
            ("", _("— nothing —")),
            (_("Field"), [(f"{CorrectionTarget.FIELD}:{name}", label) for name, label in fields]),
            (_("Document"), [(f"{CorrectionTarget.DOCUMENT}:{name}", label) for name, label in kinds]),
        ]
        for number in range(1, ROWS + 1):
            self.fields[f"what_{number}"] = forms.ChoiceField(
                label=_("Correction %(number)s: what") % {"number": number},
                choices=choices,
                required=number == 1,
            )
            self.fields[f"reason_{number}"] = forms.CharField(
                label=_("Correction %(number)s: what is wrong and what to do") % {"number": number},
                required=number == 1,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.order_fields(
            [*(f"{kind}_{n}" for n in range(1, ROWS + 1) for kind in ("what", "reason")), "due_date", "note"]
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        wanted = []
        for number in range(1, ROWS + 1):
            what, reason = cleaned.get(f"what_{number}"), (cleaned.get(f"reason_{number}") or "").strip()
            if what and not reason:
                self.add_error(f"reason_{number}", _("Say what is wrong and what to do."))
            elif reason and not what:
                self.add_error(f"what_{number}", _("Choose the field or document that this reason is about."))
            elif what:
                target, _colon, name = what.partition(":")
                wanted.append(Wanted(name=name, reason=reason, target=target))
        cleaned["wanted"] = wanted
        return cleaned


class DocumentForm(forms.Form):
    """One file of one kind."""

    kind = forms.ChoiceField(label=_("Kind of document"))
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, PNG, JPEG, DOCX or XLSX, at most 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ENDINGS)}),
    )

    def __init__(self, *args, kinds: Sequence[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, DocumentKind(kind).label) for kind in kinds]
