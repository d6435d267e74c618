"""The eligibility self-check: a visitor's answers, judged by the rules of the edition in force; nothing is stored."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from policy import evaluate, facts
from policy.findings import Findings, Outcome
from policy.models import Edition
from policy.parameters import Parameters
from voucher_portal.pages.check_form import CheckForm

CHAPTER = "eligibility"
# What nobody is asked here: reasons, the institution, the code, open projects, the truth, corrections.
NEVER = frozenset({"ELG-7", "ELG-14", "ELG-18", "ELG-19", "ELG-22", "ELG-26"})
# Without an answer, these rules say nothing …
SILENT_WITHOUT = {
    "district": {"ELG-23"},
    "abnormal": {"ELG-24"},
    "total": {"ELG-9", "ELG-15"},
    "requested": {"ELG-15", "ELG-16", "ELG-17"},
    "awarded": {"ELG-17"},
    "funded_elsewhere": {"ELG-21"},
    "laboratory_kind": {"ELG-12"},
    "affiliated": {"ELG-20"},
    "design_purpose": {"ELG-11"},
    "purchase_purpose": {"ELG-6"},
    "announced": {"ELG-8"},
}
# … and these may refuse for another reason, but not say that their condition is met.
UNSURE_WITHOUT = {
    "listed": {"ELG-5", "ELG-10", "ELG-13"},
    "offers_design": {"ELG-10"},
    "level": {"ELG-12"},
}


@login_not_required
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The questions; after a POST also what the rules say to the answers."""
    today = timezone.localdate()
    edition = Edition.objects.published().filter(valid_from__lte=today).newest_first().first()
    if edition is None:
        return render(request, "portal/check.html", {})
    form = CheckForm(edition.typed, request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "edition": edition}
    if form.is_bound and form.is_valid():
        context["findings"] = found = findings(form.cleaned_data, edition.typed, today)
        context["tone"] = "danger" if found.is_blocked else "attention" if found.warnings else "success"
        context["open_questions"] = [form[name].label for name in unanswered(form.cleaned_data)]
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "portal/check.html", context, status=status)


def findings(told: dict[str, Any], parameters: Parameters, today: date) -> Findings:
    """What the eligibility rules say to the answers, without what depends on things that were not told."""
    everything = evaluate(CHAPTER, facts_of(told, parameters, today), parameters)
    blank = unanswered(told)
    silent = NEVER.union(*(SILENT_WITHOUT.get(name, set()) for name in blank))
    unsure: set[str] = set().union(*(UNSURE_WITHOUT.get(name, set()) for name in blank))
    if told["laboratory_kind"] not in parameters.levelled_lab_kinds:
        unsure.discard("ELG-12")
    return Findings(
        CHAPTER,
        tuple(
            item
            for item in everything
            if item.rule not in silent and not (item.rule in unsure and item.outcome is Outcome.PASS)
        ),
    )


def unanswered(told: dict[str, Any]) -> list[str]:
    """The questions without an answer that some rule waits for; those of design and purchases only where they matter."""
    beside: set[str] = set()
    if not told["design"]:
        beside |= {"design_purpose", "offers_design"}
    if not told["purchases"]:
        beside |= {"purchase_purpose", "announced"}
    waited_for = [*SILENT_WITHOUT, *UNSURE_WITHOUT]
    return [name for name in waited_for if told[name] in (None, "") and name not in beside]


def facts_of(told: dict[str, Any], parameters: Parameters, today: date) -> facts.EligibilityFacts:
    """The answers as facts; what is not known stands in as met, because `findings` leaves out what depends on it."""
    enterprise = told["kind"] == "enterprise"
    return facts.EligibilityFacts(
        applicant=facts.Applicant(
            kind=told["kind"],
            industry=told["industry"] if enterprise else None,
            staff=told["staff"] if enterprise else None,
            revenue_wan=told["revenue"] if enterprise else None,
            assets_wan=told["assets"] if enterprise else None,
            district=told["district"] or None,
            abnormal=told["abnormal"] == "yes",
        ),
        laboratory=facts.Laboratory(
            kind=told["laboratory_kind"],
            level=None if told["level"] == "none" else told["level"] or "national",
            listed=told["listed"] != "no",
            offers_industrial_design=told["offers_design"] != "no",
        ),
        commissions_laboratory=told["commissions"] == "yes",
        activity_type=told["activity"],
        theme=told["theme"] or None,
        industrial_design=told["design"],
        industrial_design_purpose=told["design_purpose"] or None,
        total_amount_fen=told["total"] or 0,
        requested_fen=told["requested"] or 0,
        purchases=_purchases(told),
        purchase_purpose=told["purchase_purpose"] or None,
        other_projects=(facts.OtherProject(reference="", awarded_fen=told["awarded"] or 0),),
        declarations=facts.Declarations(
            truthful=True,
            no_affiliation=told["affiliated"] != "yes",
            no_double_funding=told["funded_elsewhere"] != "yes",
        ),
        recommender_active=True,
        recommender_profile_complete=True,
        today=today,
    )


def _purchases(told: dict[str, Any]) -> tuple[facts.Purchase, ...]:
    if not told["purchases"]:
        return ()
    return (facts.Purchase(listed=told["announced"] != "no", amount_fen=told["purchases"]),)
