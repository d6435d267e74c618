"""What pages show of reports and opinions as label and value."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from applications.models import Project
from review.models import Assignment, ClosingReport, GroupOpinion
from review.rubric import rated, rubric_of, title


def field_label(name: str) -> Any:
    """The words of a field of the report, as they stand before its value."""
    return capfirst(ClosingReport._meta.get_field(name).verbose_name)


def report_rows(report: ClosingReport) -> list[dict[str, Any]]:
    """The words and the cost, in the order of the form."""
    rows: list[dict[str, Any]] = [
        {"label": field_label(name), "value": getattr(report, name)}
        for name in ClosingReport.WRITTEN
        if name != "actual_cost"
    ]
    return [*rows, {"label": field_label("actual_cost"), "value": "", "fen": report.actual_cost}]


def at_a_glance(project: Project) -> list[dict[str, Any]]:
    """What one must know to write or to judge the closing."""
    return [
        {"label": _("Project"), "value": project.title},
        {"label": _("Applicant"), "value": project.applicant.name},
        {"label": _("Open laboratory"), "value": project.laboratory.name if project.laboratory else ""},
        {"label": _("Face amount of the voucher"), "value": "", "fen": project.award_amount},
        {"label": _("Determined contract amount"), "value": "", "fen": project.determined_amount},
        {"label": _("Voucher to be redeemed by"), "value": project.redeem_by or _("No limit")},
    ]


def party_rows(project: Project) -> list[dict[str, Any]]:
    """All that an expert sees before the declaration: the title and who takes part."""
    laboratory, recommender = project.laboratory, project.recommender
    return [
        {"label": _("Project"), "value": project.title},
        {"label": _("Applicant"), "value": project.applicant.name},
        {"label": _("Open laboratory"), "value": laboratory.name if laboratory else ""},
        {"label": _("Host of the laboratory"), "value": laboratory.host_organisation if laboratory else ""},
        {
            "label": _("Recommending institution"),
            "value": recommender.organisation.name if recommender else "",
        },
    ]


def opinion_rows(assignment: Assignment) -> list[dict[str, Any]]:
    """An opinion as it was given."""
    rows: list[dict[str, Any]] = [{"label": _("Decision"), "value": assignment.get_decision_display()}]
    if assignment.score is not None:
        rows.append({"label": _("Score"), "value": assignment.score})
    for item in rated(rubric_of(assignment.project, assignment.stage)):
        if item.code in assignment.ratings:
            points = _("%(points)s of %(most)s") % {
                "points": assignment.ratings[item.code],
                "most": item.points,
            }
            rows.append({"label": title(item), "value": points})
    if assignment.clause_present is not None:
        words = _("Yes") if assignment.clause_present else _("No")
        rows.append({"label": _("The contract has voucher terms"), "value": words})
    if assignment.accepted_cost is not None:
        rows.append(
            {"label": _("Cost that should be accepted"), "value": "", "fen": assignment.accepted_cost}
        )
    return [*rows, {"label": _("Reasons"), "value": assignment.reasons}]


def summary_rows(summary: GroupOpinion) -> list[dict[str, Any]]:
    """A group opinion as it was given, with its chair."""
    rows: list[dict[str, Any]] = [
        {"label": _("Decision of the group"), "value": summary.get_decision_display()},
        {"label": _("Summed up by"), "value": summary.chair.expert},
    ]
    if summary.accepted_cost is not None:
        rows.append({"label": _("Cost that should be accepted"), "value": "", "fen": summary.accepted_cost})
    return [*rows, {"label": _("Reasons of the group"), "value": summary.reasons}]
