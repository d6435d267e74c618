"""What pages say about a signal: what was found, why one looks, and with whom."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import Project
from risk.enums import SignalKind, TraitKind
from risk.models import Signal

SAID: dict[str, Any] = {
    SignalKind.TIED_PARTIES: gettext_lazy("Applicant and laboratory have in common: %(what)s."),
    SignalKind.TIED_APPLICANTS: gettext_lazy("Another applicant has in common with this one: %(what)s."),
    SignalKind.SAME_TEXT: gettext_lazy(
        "A long text of the application stands word for word in %(count)s projects of other applicants."
    ),
    SignalKind.SAME_AMOUNT: gettext_lazy(
        "%(count)s projects of different applicants have the same contract amount at this laboratory."
    ),
    SignalKind.ONE_SELLER: gettext_lazy(
        "A seller other than the laboratory has invoices in %(count)s projects of different applicants."
    ),
}
ODD_DATES: dict[str, Any] = {
    "founded_after_applying": gettext_lazy(
        "The enterprise was registered on %(founded)s, after it had applied on %(applied)s."
    ),
    "done_at_once": gettext_lazy(
        "The contract was signed on %(signed)s and the closing report came as soon as %(reported)s."
    ),
    "invoice_before_contract": gettext_lazy(
        "An invoice is dated %(invoice)s, before the contract was signed on %(signed)s."
    ),
    "invoice_in_future": gettext_lazy("An invoice is dated %(invoice)s, which lies ahead."),
}
WHY: dict[str, Any] = {
    SignalKind.TIED_PARTIES: gettext_lazy(
        "Parties that belong together could pay each other with the voucher. It can be harmless: a shared building or "
        "reception desk, for example."
    ),
    SignalKind.TIED_APPLICANTS: gettext_lazy(
        "Several applicants of one hand could pass the yearly limit. It can be harmless: one accountant or incubator often "
        "acts for many."
    ),
    SignalKind.SAME_TEXT: gettext_lazy(
        "The same work could be paid twice. It can be harmless: laboratories hand out model texts for routine tests."
    ),
    SignalKind.SAME_AMOUNT: gettext_lazy(
        "Amounts that fit the voucher instead of the work point to made-up contracts. It can be harmless: list prices repeat."
    ),
    SignalKind.ONE_SELLER: gettext_lazy(
        "Somebody could be selling invoices. It can be harmless: a dealer for common materials serves many."
    ),
    SignalKind.ODD_DATES: gettext_lazy(
        "Papers could have been written afterwards. It can be harmless: a typing error in a date, for example."
    ),
}


def sentence(signal: Signal) -> str:
    """What was found, in one sentence of the reader's language."""
    figures = dict(signal.figures)
    if codes := figures.pop("what_codes", None):
        figures["what"] = _(", ").join(str(TraitKind(code).label) for code in codes)
    words = ODD_DATES.get(signal.key) if signal.kind == SignalKind.ODD_DATES else SAID.get(signal.kind)
    return str(words) % figures if words else signal.get_kind_display()


def rows(signals: list[Signal], actor) -> list[dict[str, Any]]:
    """Signals for a page, with the other projects the actor may see, and who looked at them."""
    wanted = {number for signal in signals for number in signal.others}
    visible = Project.objects.visible_to(actor).filter(pk__in=wanted).for_list()
    others = {project.pk: project for project in visible}
    return [
        {
            "signal": signal,
            "kind": signal.get_kind_display(),
            "sentence": sentence(signal),
            "why": WHY[signal.kind],
            "others": [others[number] for number in signal.others if number in others],
            "looks": list(signal.looks.all()),
        }
        for signal in signals
    ]


def state_words(signal: Signal) -> tuple[str, str]:
    """Tone and words of where a signal stands: nobody looked, explained, followed up."""
    looks = list(signal.looks.all())
    if not looks:
        return "attention", _("Nobody has looked yet")
    return ("success", _("Explained")) if looks[-1].harmless else ("danger", _("Followed up"))
