"""What pages show of a contract as label and value."""

from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from applications.models import Project
from contracts.models import ChangeRequest, Contract

CHANGED = {
    "period_to": _("Last day of the work"),
    "total_amount": _("Contract amount"),
    "determined_amount": _("Determined contract amount"),
    "award_amount": _("Voucher"),
    "own_payment": _("Paid by the applicant itself"),
    "party_b": _("Party B (laboratory)"),
}
MONEY = frozenset({"total_amount", "determined_amount", "award_amount", "own_payment"})
AMOUNTS = frozenset({"total_amount", "own_payment", "voucher_amount", "determined_amount"})


def field_label(name: str) -> Any:
    """The words of a field of the contract, as they stand before its value."""
    return capfirst(Contract._meta.get_field(name).verbose_name)


def contract_rows(contract: Contract) -> list[dict[str, Any]]:
    """A contract as it was typed, in the order of the form, with its file."""
    rows: list[dict[str, Any]] = []
    for name in (*Contract.TYPED, "determined_amount"):
        value, label = getattr(contract, name), field_label(name)
        if name == "determined_amount" and value is None:
            continue
        if name in AMOUNTS:
            rows.append({"label": label, "value": "", "fen": value})
        elif name == "clause_in_supplement":
            rows.append({"label": label, "value": _("Yes") if value else _("No")})
        else:
            rows.append({"label": label, "value": value})
    rows.append(_file(_("Signed contract"), contract.document))
    rows.extend(
        _file(_("Supplement %(number)s") % {"number": item.number}, item.document)
        for item in contract.supplements.all()
    )
    return rows


def _file(label: Any, document) -> dict[str, Any]:
    return {"label": label, "value": document.original_name, "url": reverse("document", args=[document.uuid])}


def change_rows(change: ChangeRequest, contract: Contract | None) -> list[dict[str, Any]]:
    """What the contract said before a change and says since; before the decision, what is asked for."""
    before, after = change.before, change.after
    if not after and contract:
        before = {
            "period_to": contract.period_to.isoformat(),
            "total_amount": contract.total_amount,
            "party_b": contract.party_b,
        }
        after = {
            "period_to": change.new_period_to.isoformat() if change.new_period_to else None,
            "total_amount": change.new_amount,
            "party_b": change.new_laboratory.organisation.name if change.new_laboratory else None,
        }
    return [
        {
            "label": label,
            "money": name in MONEY,
            "is_short": name != "party_b",
            "before": before.get(name),
            "after": after[name],
        }
        for name, label in CHANGED.items()
        if after.get(name) is not None and after[name] != before.get(name)
    ]


def contract_now(project: Project, contract: Contract | None) -> list[dict[str, Any]]:
    """What the cleared contract says today, beside a change of it."""
    rows: list[dict[str, Any]] = [
        {"label": _("Voucher number"), "value": project.voucher_number},
        {"label": _("Face amount of the voucher"), "value": "", "fen": project.award_amount},
        {"label": _("Party A (client)"), "value": project.applicant.name},
        {"label": _("Party B (laboratory)"), "value": project.laboratory.organisation.name},
    ]
    if contract:
        rows += [
            {"label": CHANGED["total_amount"], "value": "", "fen": contract.total_amount},
            {"label": CHANGED["determined_amount"], "value": "", "fen": contract.determined_amount},
            {"label": CHANGED["period_to"], "value": contract.period_to},
        ]
    return [*rows, {"label": _("To be redeemed by"), "value": project.redeem_by or _("No limit")}]


def at_a_glance(project: Project) -> list[dict[str, Any]]:
    """What one must know to write or to judge the contract."""
    return [
        {"label": _("Voucher number"), "value": project.voucher_number},
        {"label": _("Face amount of the voucher"), "value": "", "fen": project.award_amount},
        {"label": _("Voucher awarded on"), "value": project.awarded_on},
        {"label": _("Contract to be signed by"), "value": project.use_by or _("No limit")},
        {"label": _("Party A (client)"), "value": project.applicant.name, "hint": project.applicant.uscc},
        {
            "label": _("Party B (laboratory)"),
            "value": project.laboratory.organisation.name,
            "hint": project.laboratory.uscc,
        },
        {"label": _("Planned contract amount"), "value": "", "fen": project.total_amount},
    ]
