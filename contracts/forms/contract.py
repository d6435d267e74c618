"""Forms of the contract: typing it off the paper, determining its amount, asking for changes."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from applications.forms.delisting import DelistingMixin
from applications.models import Project
from contracts.models import Contract
from contracts.services import SupplementData
from workflow.errors import Unfit
from workflow.files import ENDINGS, check_upload
from workflow.models import Document
from workflow.models.document import DocumentKind
from workflow.money import YuanField

ACCEPTED_WORDS = "PDF, PNG, JPEG, DOCX"
LIMIT_WORDS = "20 MB"


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def upload_field(label: Any, help_text: Any = "") -> forms.FileField:
    """A file that may already be kept; whether one is missing is told by the form."""
    widget = forms.FileInput(attrs={"accept": ",".join(ENDINGS)})
    field = forms.FileField(label=label, help_text=help_text, required=False, widget=widget)
    field.accept_words, field.limit_words = ACCEPTED_WORDS, LIMIT_WORDS  # type: ignore[attr-defined]
    return field


def checked(upload: UploadedFile | None) -> UploadedFile | None:
    """The upload, looked at; raises ValidationError with what to do instead."""
    if upload:
        try:
            check_upload(upload)
        except Unfit as refusal:
            raise forms.ValidationError(refusal.message) from refusal
    return upload


class SupplementForm(forms.Form):
    """One supplementary agreement."""

    supplement_number = forms.CharField(label=_("Number of the supplement"), max_length=60)
    supplement_signed_on = forms.DateField(label=_("Supplement signed on"), widget=date_input())
    supplement_subject = forms.CharField(label=_("Subject of the supplement"), max_length=160)
    supplement_text = forms.CharField(
        label=_("What was agreed, word for word"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    supplement_document = upload_field(_("Signed supplement"))

    def clean_supplement_document(self) -> UploadedFile | None:
        return checked(self.cleaned_data["supplement_document"])

    def supplement(self, upload: UploadedFile | None = None) -> SupplementData:
        """The supplement as typed."""
        typed = self.cleaned_data
        return SupplementData(
            number=typed["supplement_number"],
            signed_on=typed["supplement_signed_on"],
            subject=typed["supplement_subject"],
            text=typed["supplement_text"],
            upload=upload,
        )


class ContractForm(SupplementForm, forms.ModelForm):
    """The contract typed off the signed paper; a good file stays although something else has to be corrected."""

    UPLOADS = {"document": DocumentKind.CONTRACT, "supplement_document": DocumentKind.SUPPLEMENT}

    document = upload_field(_("Signed contract"))

    class Meta:
        model = Contract
        fields = Contract.TYPED
        widgets = {
            "signed_on": date_input(),
            "period_from": date_input(),
            "period_to": date_input(),
            "voucher_clause": forms.Textarea(attrs={"rows": 4}),
            "failure_clause": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "party_a_uscc": _("A start-up team has none and leaves this empty."),
            "party_b": _("The laboratory, or the house it belongs to as its legal person."),
            "voucher_clause": _("Copy the clause. A contract without it cannot be accepted (Q6)."),
            "voucher_amount": _("As the contract states it; at most the face amount of the voucher."),
            "failure_clause": _(
                "What you agreed for a closing review that is not passed; the programme sets no rule (Q8)."
            ),
        }

    def __init__(self, *args, project: Project, kept: dict[str, Document | None], **kwargs):
        super().__init__(*args, instance=Contract(project=project, round=0), **kwargs)
        self.kept = kept
        for name in ("supplement_number", "supplement_signed_on", "supplement_subject"):
            self.fields[name].required = False
        for name in self.UPLOADS:
            self._show_kept(name)
        self.order_fields([*Contract.TYPED[:-1], "failure_clause", "document"])

    def keep(self, name: str, document: Document) -> None:
        """Remembers a file that was stored although the rest of the form has to be corrected."""
        self.kept[name] = document
        self._show_kept(name)

    def _show_kept(self, name: str) -> None:
        if document := self.kept.get(name):
            self[name].help_text = _("Kept: “%(name)s” (%(size)s). Choose a file only to replace it.") % {
                "name": document.original_name,
                "size": filesizeformat(document.size),
            }

    def clean_document(self) -> UploadedFile | None:
        upload = checked(self.cleaned_data["document"])
        if not upload and not self.kept.get("document"):
            raise forms.ValidationError(_("Choose the file of the signed contract."))
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.has_supplement:
            for name in ("supplement_number", "supplement_signed_on", "supplement_subject"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Fill in this field, or take the supplement out."))
            has_file = cleaned.get("supplement_document") or self.kept.get("supplement_document")
            if not has_file and "supplement_document" not in self.errors:
                self.add_error("supplement_document", _("Choose the file of the supplement."))
        return cleaned

    @property
    def has_supplement(self) -> bool:
        """Whether a supplement goes with the contract."""
        names = ("clause_in_supplement", "supplement_number", "supplement_subject", "supplement_document")
        return any(self.cleaned_data.get(name) for name in names)

    @property
    def opens_supplement(self) -> bool:
        """Whether the part on the supplement is shown unfolded."""
        names = ("clause_in_supplement", "supplement_number", "supplement_subject")
        wrong = any(name.startswith("supplement_") for name in self.errors)
        return wrong or any(self[name].value() for name in names)

    def typed(self) -> dict[str, Any]:
        """What was typed off the paper, amounts in fen."""
        return {name: self.cleaned_data[name] for name in Contract.TYPED}

    def supplements(self) -> list[SupplementData]:
        """The supplement, if there is one; its file was kept before."""
        return [self.supplement()] if self.has_supplement else []


class ClearForm(DelistingMixin, forms.Form):
    """The amount that the review determined."""

    determined_amount = YuanField(
        label=_("Determined contract amount (元)"),
        min_fen=1,
        help_text=_("The new-technology share is measured by this amount, not by the one in the contract."),
    )
    note = forms.CharField(
        label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("determined_amount", "note", "delisting_accepted")
