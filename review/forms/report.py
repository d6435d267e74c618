"""Forms of the closing report and its invoices."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import Invoice
from review.forms.fields import date_input
from review.models import ClosingReport
from workflow.money import format_yuan


class ReportForm(forms.ModelForm):
    """The words and the cost of the closing report; it may be saved half-done."""

    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = ClosingReport
        fields = ClosingReport.WRITTEN
        widgets = {
            "work_done": forms.Textarea(attrs={"rows": 6}),
            "results": forms.Textarea(attrs={"rows": 5}),
            "deviations": forms.Textarea(attrs={"rows": 3}),
            "effects": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "work_done": _("Go through the plan of the application point by point."),
            "results": _("Test reports with their numbers, prototypes, drawings, patents, standards."),
            "deviations": _("What went otherwise than planned, and why; leave it empty if nothing did."),
            "effects": _("For example sales, savings or jobs."),
            "actual_cost": _("What the work did cost, as the invoices show."),
        }

    def content(self) -> dict[str, Any]:
        """What was written, the cost in fen."""
        return {name: self.cleaned_data[name] for name in ClosingReport.WRITTEN}


def _in_a_list(invoice: Invoice) -> str:
    return f"{invoice.number} · {invoice.seller_name} · {format_yuan(invoice.amount)}"


class InvoiceForm(forms.ModelForm):
    """One invoice; a number of a seller is used once in the whole programme."""

    class Meta:
        model = Invoice
        fields = ("corrects", "number", "seller_name", "seller_uscc", "issued_on", "amount")
        widgets = {"issued_on": date_input()}
        labels = {"corrects": _("Does it take back another invoice?")}
        help_texts = {
            "corrects": _("For a credit note (red-letter invoice), choose the invoice that it corrects."),
            "amount": _("Always above 0; a credit note is subtracted by itself."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        corrects = cast(forms.ModelChoiceField, self.fields["corrects"])
        corrects.queryset = Invoice.objects.ordinary().filter(project=self.instance.project_id).order_by("pk")
        corrects.empty_label = _("No, it is an ordinary invoice")
        corrects.label_from_instance = _in_a_list  # type: ignore[method-assign,assignment]
        if not corrects.queryset.exists():
            del self.fields["corrects"]

    def clean_number(self) -> str:
        return "".join(self.cleaned_data["number"].split()).upper()

    def clean_seller_uscc(self) -> str:
        return "".join(self.cleaned_data["seller_uscc"].split()).upper()
