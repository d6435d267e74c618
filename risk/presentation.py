"""What pages say about a signal: what was found, why one looks, and with whom."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import HistoricProject, Project
from risk.enums import PARTY_KINDS, Side, SignalKind, TraitKind
from risk.models import Signal, Trait
from risk.services.comparing import in_common
from risk.services.earlier import SAME_TITLE, SAME_WORK
from risk.traits import Found, traits_of

SAID: dict[str, Any] = {
    SignalKind.TIED_PARTIES: gettext_lazy("Applicant and laboratory have in common: %(what)s."),
    SignalKind.TIED_APPLICANTS: gettext_lazy("Another applicant has in common with this one: %(what)s."),
    SignalKind.SAME_TEXT: gettext_lazy(
        "The text “%(text)s” of the application stands word for word in %(count)s projects of other applicants."
    ),
    SignalKind.SAME_AMOUNT: gettext_lazy(
        "%(count)s projects of different applicants have the same contract amount at this laboratory: %(amount)s."
    ),
    SignalKind.INVOICE_AGAIN: gettext_lazy(
        "The invoice %(number)s of the seller %(seller)s was to be entered in two projects; the second time it was refused."
    ),
    SignalKind.ONE_SELLER: gettext_lazy(
        "The seller %(seller)s, which is not the laboratory, has invoices in %(count)s projects of different applicants."
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
EARLIER: dict[str, Any] = {
    SAME_TITLE: gettext_lazy("%(count)s projects of the earlier records have the same title."),
    SAME_WORK: gettext_lazy(
        "%(count)s projects of the earlier records have the same applicant, laboratory and contract amount."
    ),
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
    SignalKind.INVOICE_AGAIN: gettext_lazy(
        "The same cost could be paid twice. It can be harmless: a typing error in a number, or a common invoice that the "
        "seller has to split."
    ),
    SignalKind.ODD_DATES: gettext_lazy(
        "Papers could have been written afterwards. It can be harmless: a typing error in a date, for example."
    ),
    SignalKind.EARLIER: gettext_lazy(
        "The same work could have been paid for before. It can be harmless: a yearly test is ordered again."
    ),
}


class Figures(dict[str, Any]):
    """The figures of a signal; what an earlier comparison did not note yet is left open."""

    def __missing__(self, name: str) -> str:
        return "…"


def sentence(signal: Signal) -> str:
    """What was found, in one sentence of the reader's language."""
    figures = Figures(signal.figures)
    if codes := figures.pop("what_codes", None):
        figures["what"] = _(", ").join(str(TraitKind(code).label) for code in codes)
    if name := figures.pop("text", None):
        figures["text"] = Project._meta.get_field(name).verbose_name
    told = {SignalKind.ODD_DATES: ODD_DATES, SignalKind.EARLIER: EARLIER}
    words = told[signal.kind].get(signal.key) if signal.kind in told else SAID.get(signal.kind)  # type: ignore[index]
    return str(words) % figures if words else signal.get_kind_display()


def rows(signals: list[Signal], project: Project, actor) -> list[dict[str, Any]]:
    """The signals of a project for a page, with the projects they name, what is equal, and who looked at them.

    Projects that the actor may not see or has a part in are not named.
    """
    wanted = {number for signal in signals for number in signal.others}
    visible = Project.objects.visible_to(actor).exclude(pk__in=own_matters(actor)).filter(pk__in=wanted)
    others = {other.pk: other for other in visible.for_list()} if wanted else {}
    numbers = {number for signal in signals for number in signal.figures.get("numbers", [])}
    archive = HistoricProject.objects.visible_to(actor).filter(number__in=numbers) if numbers else []
    earlier = {row.number: row for row in archive}
    tied = any("what_codes" in signal.figures for signal in signals)
    own = traits_of(project) if tied else {}
    return [
        {
            "signal": signal,
            "kind": signal.get_kind_display(),
            "sentence": sentence(signal),
            "why": WHY[signal.kind],
            "equal": _equal(signal, own),
            "others": [others[number] for number in signal.others if number in others],
            "earlier": [earlier[number] for number in signal.figures.get("numbers", []) if number in earlier],
            "looks": list(signal.looks.all()),
        }
        for signal in signals
    ]


def own_matters(actor):
    """The projects that somebody of the office or an auditor has a part in as another party."""
    parties = actor.parties - {actor.organisation_id}
    return Project.objects.matters_of(parties).values("pk") if parties else []


def _equal(signal: Signal, own: dict[Found, str]) -> list[dict[str, Any]]:
    """What the parties have in common, as it stands in this project's file."""
    if signal.kind == SignalKind.TIED_PARTIES:
        same = set(in_common(own))
    elif signal.kind == SignalKind.TIED_APPLICANTS:
        theirs = Trait.objects.filter(
            project__in=signal.others, side=Side.APPLICANT, kind__in=PARTY_KINDS
        ).values_list("kind", "digest")
        there = set(theirs)
        same = {trait for trait in own if trait.side == Side.APPLICANT and trait[::2] in there}
    else:
        return []
    return [{"label": TraitKind(trait.kind).label, "value": own[trait]} for trait in own if trait in same]


def state_words(signal: Signal) -> tuple[str, str]:
    """Tone and words of where a signal stands: nobody looked, explained, followed up."""
    looks = list(signal.looks.all())
    if not looks:
        return "attention", _("Nobody has looked yet")
    return ("success", _("Explained")) if looks[-1].harmless else ("danger", _("Followed up"))
