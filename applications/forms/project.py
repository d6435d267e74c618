"""The application form: what an applicant writes about a project."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from applications.labels import choices
from applications.models import Call, NewTechProduct, Project
from applications.services.drafts import CONTENT, PurchaseLine
from institutions.models import RecommendingInstitution
from labs.models import Laboratory
from policy.parameters import Parameters
from workflow.models.document import DocumentKind
from workflow.money import YuanField

DOCUMENT_KINDS = [
    DocumentKind.PROJECT_PLAN,
    DocumentKind.BUSINESS_LICENCE,
    DocumentKind.TEAM_CERTIFICATE,
    DocumentKind.PURCHASE_JUSTIFICATION,
    DocumentKind.OTHER,
]


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


SECTIONS = [
    (
        "project",
        _("The project"),
        ["title", "activity_type", "theme", "background", "content", "deliverables"],
    ),
    ("parties", _("Laboratory and recommending institution"), ["laboratory", "recommender"]),
    ("plan", _("Plan and money"), ["plan_from", "plan_to", "total_amount", "requested_amount"]),
    ("design", _("Industrial design"), ["is_industrial_design", "design_purpose"]),
]


def choosable(everything: QuerySet, offered: QuerySet, chosen: int | None) -> QuerySet:
    """What is offered now, and what was chosen when it still was: the rules, not the list, say what is wrong with it."""
    wanted = everything.filter(Q(pk__in=offered.values("pk")) | Q(pk=chosen))
    return wanted.select_related("organisation").order_by("organisation__name_key", "pk")


class StartForm(forms.Form):
    """A new application: its call and its title."""

    call = forms.ModelChoiceField(label=_("Call"), queryset=Call.objects.none(), empty_label=None)
    title = forms.CharField(label=_("Title of the project"), max_length=120)

    def __init__(self, *args, calls, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["call"].queryset = calls


class ProjectForm(forms.Form):
    """The content of one draft; nothing is required while it is a draft, only shapes are checked here."""

    title = forms.CharField(label=_("Title of the project"), max_length=120)
    activity_type = forms.ChoiceField(label=_("Type of activity"), required=False)
    theme = forms.ChoiceField(
        label=_("Priority theme"),
        required=False,
        help_text=_("Themes give priority; a project outside them is eligible too."),
    )
    laboratory = forms.ModelChoiceField(
        label=_("Open laboratory"),
        queryset=Laboratory.objects.none(),
        required=False,
        help_text=_("Only laboratories of the open-laboratory directory can receive vouchers."),
    )
    recommender = forms.ModelChoiceField(
        label=_("Recommending institution"), queryset=RecommendingInstitution.objects.none(), required=False
    )
    background = forms.CharField(
        label=_("Background and problem"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    content = forms.CharField(
        label=_("Technical content and targets"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    deliverables = forms.CharField(
        label=_("Results to be delivered"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: a test report with CMA mark, drawings, a prototype."),
    )
    plan_from = forms.DateField(label=_("Planned start"), required=False, widget=date_input())
    plan_to = forms.DateField(label=_("Planned end"), required=False, widget=date_input())
    total_amount = YuanField(
        label=_("Planned contract amount (元)"),
        required=False,
        help_text=_("What the contract with the laboratory will amount to, your own share included."),
    )
    requested_amount = YuanField(label=_("Voucher applied for (元)"), required=False)
    is_industrial_design = forms.BooleanField(label=_("This is an industrial design project"), required=False)
    design_purpose = forms.ChoiceField(label=_("Purpose of the design"), required=False)
    purchase_purpose = forms.ChoiceField(
        label=_("Purpose of the new-technology purchases"),
        required=False,
        help_text=_("Only when you buy listed new technology or new products for the project."),
    )
    declares_truth = forms.BooleanField(label=_("All statements and documents are true."), required=False)
    declares_no_affiliation = forms.BooleanField(
        label=_("There is no investment, subordination or property tie between us and the laboratory."),
        required=False,
    )
    declares_no_double_funding = forms.BooleanField(
        label=_("No other public money is used for the same content."), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args,
        project: Project,
        parameters: Parameters,
        editable: frozenset[str],
        names: Collection[str] = CONTENT,
        **kwargs,
    ):
        """`names` are the fields that this page shows; the others are neither asked nor saved."""
        kwargs.setdefault(
            "initial", {name: getattr(project, name) for name in names} | {"version": project.version}
        )
        super().__init__(*args, **kwargs)
        none = _("— please choose —")
        self.fields["activity_type"].choices = choices(parameters.activity_types, none)
        self.fields["theme"].choices = choices(
            [theme.code for theme in parameters.priority_themes], _("None")
        )
        self.fields["design_purpose"].choices = choices(parameters.industrial_design_purposes, none)
        self.fields["purchase_purpose"].choices = choices(parameters.purchase_purposes, none)
        self.fields["laboratory"].queryset = choosable(
            Laboratory.objects.all(), Laboratory.objects.listed(timezone.localdate()), project.laboratory_id
        )
        self.fields["recommender"].queryset = choosable(
            RecommendingInstitution.objects.all(),
            RecommendingInstitution.objects.recommending(),
            project.recommender_id,
        )
        for name in CONTENT:
            if name in names:
                self.fields[name].disabled = name not in editable
            else:
                del self.fields[name]

    def sections(self) -> list[dict[str, Any]]:
        """The fields in the order and groups of the page."""
        return [
            {"id": name, "title": title, "fields": [self[field] for field in fields]}
            for name, title, fields in SECTIONS
        ]

    def content_values(self) -> dict[str, Any]:
        """The cleaned values by model field."""
        return {name: self.cleaned_data[name] for name in CONTENT if name in self.fields}


class TopicForm(ProjectForm):
    """One topic of the application; remembers what stood there, so that work on other topics is no conflict."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class PurchaseForm(forms.Form):
    """One line of listed new technology or products."""

    product = forms.ModelChoiceField(
        label=_("Listed product"),
        queryset=NewTechProduct.objects.order_by("number"),
        required=False,
        help_text=_("An item outside the list is never supported by the voucher."),
    )
    name = forms.CharField(label=_("What is bought"), max_length=160, required=False)
    amount = YuanField(label=_("Amount (元)"), min_fen=1, required=False)
    justification = forms.CharField(
        label=_("Why the project needs it"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, products: list[tuple[Any, Any]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["product"].choices = products

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        product, amount = cleaned.get("product"), cleaned.get("amount")
        if product and not cleaned.get("name"):
            cleaned["name"] = product.name
        if cleaned.get("name") and amount is None and "amount" not in self.errors:
            self.add_error("amount", _("Enter the amount of this purchase."))
        if (amount is not None or cleaned.get("justification")) and not cleaned.get("name"):
            self.add_error("name", _("Say what is bought, or choose a listed product."))
        return cleaned

    def line(self) -> PurchaseLine | None:
        """The line as typed, or None when it is empty or to be removed."""
        data = self.cleaned_data
        if data.get("DELETE") or not data.get("name"):
            return None
        return PurchaseLine(
            name=data["name"],
            amount=data["amount"],
            justification=data["justification"].strip(),
            product=data["product"],
        )


class PurchaseLines(forms.BaseFormSet):
    """The purchases of one project; the published list is read once for all lines."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "products": self.products}

    @cached_property
    def products(self) -> list[tuple[Any, Any]]:
        rows = NewTechProduct.objects.order_by("number")
        return [("", _("— none —")), *((row.pk, str(row)) for row in rows)]


PurchaseFormSet = forms.formset_factory(
    PurchaseForm, formset=PurchaseLines, extra=2, can_delete=True, can_delete_extra=False, max_num=20
)


def correction_choices() -> tuple[list[tuple[str, Any]], list[tuple[str, Any]]]:
    """What a correction may name: the fields of the form and the kinds of documents."""
    fields = [(name, Project._meta.get_field(name).verbose_name) for name in Project.CORRECTABLE]
    return [*fields, ("purchases", _("New-technology purchases"))], [
        (kind, kind.label) for kind in DOCUMENT_KINDS
    ]
