"""The yearly evaluation (clause Q5): the comparison of a year, its indicators, one institution's result and self-report."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.enums import Role
from institutions import perms, services
from institutions.forms import EvaluationForm, IndicatorFormSet, RatingForm, RoundForm, SelfReportForm
from institutions.models import EvaluationRound, PerformanceEvaluation, SelfReport, ServiceInstitution
from institutions.presentation import comparison_rows
from institutions.views.dossier import get_dossier
from institutions.views.roster import of_kind, row_form, saved
from workflow.errors import NotPermitted, Unfit
from workflow.pages import add_errors

FIRST, LAST = 2010, 2100
MOST_COMPARED = 300


def year_or_404(year: int) -> int:
    """A year that can be evaluated."""
    if not FIRST <= year <= LAST:
        raise Http404
    return year


def office_only(request: HttpRequest, name: str) -> None:
    """Raises NotPermitted for everybody but officers and approvers."""
    if not perms.keeps_evaluations(request.actor):  # type: ignore[attr-defined]
        raise NotPermitted(name)


@require_safe
def evaluations(request: HttpRequest) -> HttpResponse:
    """All professional service institutions of a year beside each other, evaluated or not yet."""
    actor = request.actor
    if not actor.sees_everything:
        raise NotPermitted("evaluations")
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else timezone.localdate().year
    done = PerformanceEvaluation.objects.visible_to(actor).filter(year=year)
    evaluation_round = EvaluationRound.objects.filter(year=year).first()
    joined = ServiceInstitution.objects.not_evaluated_in(year).for_list().by_name()[:MOST_COMPARED]
    results = list(done.select_related("institution__organisation", "by").order_by("-score", "pk"))
    context = {
        "year": year,
        "round": evaluation_round,
        "open": list(joined),
        "results": results,
        "rows": comparison_rows(evaluation_round, results, list(joined)),
        "unpublished": sum(row.published_at is None for row in results),
        "keeps": perms.keeps_evaluations(actor),
        "can_evaluate": actor.role in {Role.OFFICER, Role.APPROVER},
    }
    return render(request, "institutions/evaluation_list.html", context)


@require_http_methods(["GET", "POST"])
def evaluation_round(request: HttpRequest, year: int) -> HttpResponse:
    """The office opens a year, then sets its indicators and weights."""
    office_only(request, "evaluation_round")
    found = EvaluationRound.objects.filter(year=year_or_404(year)).first()
    fresh = found is None
    evaluation = found or EvaluationRound(year=year)
    form = RoundForm(request.POST or None, instance=evaluation)
    rows = None
    if not fresh:
        queryset = evaluation.indicators.order_by("-weight", "pk")
        rows = IndicatorFormSet(request.POST or None, queryset=queryset, prefix="rows")
    if request.method == "POST" and form.is_valid() and (rows is None or rows.is_valid()):
        try:
            if rows is None:
                services.open_round(form.instance, actor=request.actor)
            else:
                services.save_round(form.instance, kept_rows(rows), actor=request.actor)
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            messages.success(request, _("The indicators of %(year)s are kept.") % {"year": year})
            return redirect("institutions:evaluation_round", year)
    context = {
        "year": year,
        "form": form,
        "rows": rows,
        "is_fresh": fresh,
        "cancel_url": f"{reverse('institutions:evaluations')}?year={year}",
    }
    failed = form.errors or (rows is not None and rows.is_bound and not rows.is_valid())
    return render(request, "institutions/evaluation_round.html", context, status=422 if failed else 200)


def kept_rows(rows) -> list:
    """The indicators of a valid form: those that stand and those that were filled in."""
    kept = (form for form in rows.forms if form not in rows.deleted_forms)
    return [form.instance for form in kept if form.instance.pk or form.has_changed()]


@require_POST
def publish_evaluations(request: HttpRequest, year: int) -> HttpResponse:
    """Lets every institution read its result of the year."""
    office_only(request, "publish_evaluations")
    found = services.publish_evaluations(year_or_404(year), actor=request.actor)
    messages.success(request, _("Results published: %(count)s.") % {"count": len(found)})
    return redirect(f"{reverse('institutions:evaluations')}?year={year}")


@require_http_methods(["GET", "POST"])
def evaluate(request: HttpRequest, reference: str) -> HttpResponse:
    """The office evaluates one institution's year: by the year's indicators, or by hand where there are none."""
    institution = of_kind(get_dossier(request, reference), ServiceInstitution)
    if not perms.is_office(institution, request.actor):
        raise NotPermitted("record_evaluation")
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else timezone.localdate().year
    found = EvaluationRound.objects.filter(year=year).first()
    if found is None:
        return _by_hand(request, institution, year)
    return _by_indicators(request, institution, found)


def _by_hand(request: HttpRequest, institution: ServiceInstitution, year: int) -> HttpResponse:
    form = EvaluationForm(request.POST or None, initial={"year": year})
    if request.method == "POST" and saved(
        form, lambda data: services.record_evaluation(institution, actor=request.actor, **data)
    ):
        words = _("%(name)s is evaluated for %(year)s.")
        messages.success(request, words % {"name": institution, **form.cleaned_data})
        return redirect(institution)
    return row_form(request, institution, form, _("Evaluate a year"))


def _by_indicators(
    request: HttpRequest, institution: ServiceInstitution, evaluation: EvaluationRound
) -> HttpResponse:
    lines = services.lines_of(evaluation, [institution])[institution.pk]
    manual = [line.indicator for line in lines if line.indicator.is_manual]
    known = PerformanceEvaluation.objects.filter(institution=institution, year=evaluation.year).first()
    initial = _earlier_ratings(known, manual)
    form = RatingForm(request.POST or None, indicators=manual, initial=initial)

    def keep(_data: dict[str, Any]) -> None:
        services.evaluate_year(
            institution,
            evaluation,
            actor=request.actor,  # type: ignore[attr-defined]
            ratings=form.ratings(),
            remark=form.cleaned_data["remark"],
        )

    if request.method == "POST" and saved(form, keep):
        words = _("%(name)s is evaluated for %(year)s.")
        messages.success(request, words % {"name": institution, "year": evaluation.year})
        return redirect(f"{reverse('institutions:evaluations')}?year={evaluation.year}")
    reports = SelfReport.objects.visible_to(request.actor)  # type: ignore[attr-defined]
    context = {
        "dossier": institution,
        "round": evaluation,
        "lines": lines,
        "form": form,
        "known": known,
        "report": reports.filter(institution=institution, round=evaluation).first(),
        "cancel_url": f"{reverse('institutions:evaluations')}?year={evaluation.year}",
    }
    return render(request, "institutions/evaluate.html", context, status=422 if form.errors else 200)


def _earlier_ratings(known: PerformanceEvaluation | None, manual) -> dict[str, Any]:
    """What the office rated before, so that an evaluation can be corrected until it is published."""
    if known is None:
        return {}
    given = {row["label"]: row["value"] for row in known.results if row["value"] is not None}
    ratings = {f"rating_{row.pk}": int(float(given[row.label])) for row in manual if row.label in given}
    return ratings | {"remark": known.remark}


@require_http_methods(["GET", "POST"])
def self_report(request: HttpRequest, reference: str, year: int) -> HttpResponse:
    """The institution writes its report of a year, as often as it likes, and hands it in once; the office reads it."""
    institution = of_kind(get_dossier(request, reference), ServiceInstitution)
    evaluation = get_object_or_404(EvaluationRound, year=year_or_404(year))
    own = perms.is_own_institution(institution, request.actor)
    if request.method == "POST" and not own:
        raise NotPermitted("save_self_report")
    reports = SelfReport.objects.visible_to(request.actor)
    report = reports.filter(institution=institution, round=evaluation).first()
    in_time = evaluation.takes_reports_on(timezone.localdate())
    form = SelfReportForm(request.POST or None, instance=report)
    hand_in = "hand_in" in request.POST
    if request.method == "POST" and saved(
        form,
        lambda data: services.save_self_report(
            institution, evaluation, actor=request.actor, hand_in=hand_in, **data
        ),
    ):
        messages.success(request, _("The report is handed in.") if hand_in else _("The report is kept."))
        return redirect(institution if hand_in else request.path)
    context = {
        "dossier": institution,
        "round": evaluation,
        "report": report,
        "form": form,
        "writes": own and in_time and institution.has_joined and not (report and report.submitted_at),
        "in_time": in_time,
        "indicators": evaluation.indicators.order_by("-weight", "pk"),
        "cancel_url": institution.get_absolute_url(),
    }
    return render(request, "institutions/self_report.html", context, status=422 if form.errors else 200)
