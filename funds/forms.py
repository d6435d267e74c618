"""Forms of the steps that move money."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Call, Invoice, Project
from funds.facts import BankAccount
from funds.models import Objection
from funds.standing import normalised
from workflow.files import ENDINGS
from workflow.money import YuanField, format_yuan
from workflow.references import is_well_formed

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def remark(**kwargs) -> forms.CharField:
    """A remark that nobody has to make."""
    return forms.CharField(
        label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs
    )


class RemarkForm(forms.Form):
    """A step that needs nothing; a remark may be added."""

    note = remark()


class ObjectionForm(forms.Form):
    """An objection with who makes it, why, and perhaps a piece of evidence."""

    name = forms.CharField(label=_("Your name"), max_length=80)
    contact = forms.CharField(
        label=_("Phone or e-mail"),
        max_length=120,
        help_text=_("Only the voucher office sees who objects."),
    )
    text = forms.CharField(
        label=_("What do you object to, and why?"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8})
    )
    upload = forms.FileField(
        label=_("Evidence"),
        required=False,
        help_text=_("PDF, PNG, JPEG, DOCX or XLSX, at most 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ENDINGS)}),
    )


class DecisionForm(forms.Form):
    """The decision on the objections that this page shows."""

    decision = forms.CharField(
        label=_("Decision with its reasons"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The applicant reads it. Do not name who objected."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, objections: list[Objection], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = ",".join(item.reference for item in objections)

    def clean_seen(self) -> list[str]:
        return [reference for reference in self.cleaned_data["seen"].split(",") if reference]


class TerminateForm(forms.Form):
    """Why a project ends, and what its parties agreed."""

    note = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    parties_outcome = forms.CharField(
        label=_("What the parties agreed under their contract"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who bears what follows from the contract (Q8); write down what the parties report."),
    )


class ReinstateForm(forms.Form):
    """Why an expiry is taken back, and until when the voucher is valid then."""

    use_by = forms.DateField(label=_("To be used by"), required=False, widget=DAY)
    redeem_by = forms.DateField(label=_("To be redeemed by"), required=False, widget=DAY)
    note = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class RedemptionForm(forms.Form):
    """The amount, and the payee's account: confirmed when it is known, filled in when it is not."""

    amount = YuanField(
        label=_("Amount to redeem (元)"),
        min_fen=1,
        help_text=_("A voucher is redeemed once: what you do not request now cannot be requested later."),
    )
    gives_up_rest = forms.BooleanField(
        label=_("I ask for less than is payable and give the rest up."), required=False
    )
    bank_name = forms.CharField(label=_("Bank and branch"), max_length=120)
    account_holder = forms.CharField(label=_("Account holder"), max_length=120)
    account_number = forms.CharField(
        label=_("Account number"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    confirmed = forms.BooleanField(label=_("The account is right: pay the amount there."))
    note = remark()

    def __init__(self, *args, account: BankAccount, payable: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.payable = payable
        for name in ("bank_name", "account_holder", "account_number"):
            if account.is_complete:
                del self.fields[name]
            else:
                self.fields[name].initial = getattr(account, name)

    def clean(self) -> dict[str, Any]:
        """Whoever asks for less than is payable says so: the rest goes back to the call for good."""
        data: dict[str, Any] = super().clean() or {}
        asked = data.get("amount")
        if asked is not None and asked < self.payable and not data.get("gives_up_rest"):
            figures = {"payable": format_yuan(self.payable), "rest": format_yuan(self.payable - asked)}
            words = _(
                "%(payable)s are payable. The other %(rest)s would go back to the call and could not be requested any "
                "more. Tick this box if you mean it, or ask for the whole amount."
            )
            self.add_error("gives_up_rest", words % figures)
        return data

    def bank(self) -> BankAccount | None:
        """The account as filled in, or None when the known one was confirmed."""
        if "bank_name" not in self.fields:
            return None
        return BankAccount(
            *(self.cleaned_data[name] for name in ("bank_name", "account_holder", "account_number"))
        )


class CreditNoteForm(forms.Form):
    """A credit note that came after the payment."""

    corrects = forms.ModelChoiceField(label=_("Invoice that it corrects"), queryset=Invoice.objects.none())
    number = forms.CharField(label=_("Number of the credit note"), max_length=40)
    issued_on = forms.DateField(label=_("Date"), widget=DAY)
    amount = YuanField(
        label=_("Amount (元)"),
        min_fen=1,
        help_text=_("Above 0: what the credit note takes back of the invoice."),
    )
    note = remark()

    def __init__(self, *args, project: Project, **kwargs):
        super().__init__(*args, **kwargs)
        corrects: Any = self.fields["corrects"]
        corrects.queryset = Invoice.objects.ordinary().filter(project=project).order_by("pk")
        corrects.label_from_instance = lambda row: f"{row.number} · {format_yuan(row.amount)}"


class ClawBackPartForm(forms.Form):
    """What is claimed back on a case, and why."""

    amount = YuanField(label=_("Amount to claim back (元)"), min_fen=1)
    note = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class PayForm(forms.Form):
    """What the bank has carried out."""

    batch = forms.CharField(
        label=_("Batch number"),
        max_length=40,
        help_text=_("Payments of one run of transfers share a number."),
    )
    receipt_number = forms.CharField(label=_("Bank receipt number"), max_length=60)
    paid_on = forms.DateField(label=_("Paid on"), widget=DAY, initial=timezone.localdate)
    note = remark()


class OpenBudgetForm(forms.Form):
    """Money for a call that has none yet."""

    call = forms.ModelChoiceField(label=_("Call"), queryset=Call.objects.none())
    total = YuanField(label=_("Budget (元)"))
    note = remark(help_text=_("For example the number of the budget decision."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["call"].queryset = Call.objects.filter(budget__isnull=True).order_by("-opens_on", "-pk")


class ChangeBudgetForm(forms.Form):
    """More or less money for a call."""

    direction = forms.ChoiceField(
        label=_("What happens"),
        choices=[("up", _("Top the budget up")), ("cut", _("Cut what is available"))],
        widget=forms.RadioSelect,
        initial="up",
    )
    amount = YuanField(label=_("Amount (元)"), min_fen=1)
    note = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example the number of the budget decision."),
    )

    @property
    def change(self) -> int:
        """Fen above zero to top up, below zero to cut."""
        data: dict[str, Any] = self.cleaned_data
        return data["amount"] if data["direction"] == "up" else -data["amount"]


class VoucherCheckForm(forms.Form):
    """The number of a voucher, as anybody types it."""

    number = forms.CharField(
        label=_("Number of the voucher"),
        max_length=80,
        help_text=_("Such as CXQ-7K3MQ2-XFGH45-9PRT6Z; small letters and spaces do not matter."),
        widget=forms.TextInput(attrs={"class": "mono", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_number(self) -> str:
        """The number in one shape. A slip is told by the check character alone, whatever numbers there are."""
        number = normalised(self.cleaned_data["number"])
        if not is_well_formed(number):
            raise forms.ValidationError(
                _(
                    "There is a slip in this number: its check character does not fit. Compare it sign by sign with the award "
                    "notice; a number has no letters I and O and no figures 0 and 1."
                )
            )
        return number


class ResultsForm(forms.Form):
    """The file with the bank's results."""

    upload = forms.FileField(
        label=_("Results of the bank"),
        help_text=_(
            "XLSX or CSV with the columns 序号, 结果 (成功 or 失败), 回单号, 交易日期, 金额 and 失败原因."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class CloseYearForm(forms.Form):
    """On which decision the books of a call are closed."""

    note = forms.CharField(
        label=_("Decision"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example the number of the decision on the year's accounts."),
    )
