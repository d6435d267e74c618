"""The addresses of the portal, and for each the rows of the demonstration and the people that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from accounts.actor import ANONYMOUS, Actor
from accounts.models import Membership, User
from applications.enums import State
from applications.models import Invoice, Project
from applications.topics import TOPICS
from contracts.models import Reading
from desk.models import Batch, PendingDecision
from funds.models import PaymentRun, Redemption
from institutions.models import PlannedEvent, RecommendingInstitution, ServiceInstitution
from matching.models import Need
from policy.models import Edition
from review.models import Assignment, Expert
from risk.models import Signal, SiteCheck
from workflow.models import Document, Event

# Pages of libraries, with tests of their own for what the portal changes in them.
OF_LIBRARIES = ("admin:", "account_", "mfa_", "usersessions_", "socialaccount_", "?", "api-docs")
# A state in which the page has something to show, where the step's own source does not say.
SHOWN_IN = {
    "edit": State.DRAFT,
    "tasks": State.DRAFT,
    "topic": State.DRAFT,
    "autosave": State.DRAFT,
    "receipt": State.SUBMITTED,
    "documents": State.DRAFT,
    "report": State.CONTRACTED,
    "add_invoice": State.CONTRACTED,
    "remove_invoice": State.CONTRACTED,
    "add_document": State.CONTRACTED,
    "objection": State.NOTICED,
    "declare": State.IN_REVIEW,
    "decline_invitation": State.IN_REVIEW,
    "opinion": State.IN_REVIEW,
    "experts": State.IN_REVIEW,
    "replace_expert": State.IN_REVIEW,
    "start_assessment": State.ENDORSED,
    "assignment": State.IN_REVIEW,
    "listing": State.IN_REVIEW,
    "change_decision": State.CONTRACTED,
    "contract_desk": State.AWARDED,
    "contract_template": State.AWARDED,
    "check_draft": State.AWARDED,
    "reading": State.CONTRACT_SUBMITTED,
    "judge_reading": State.CONTRACT_SUBMITTED,
}
# The same for needs, most of which are shown while they are open.
NEED_IN = {
    "edit": "draft",
    "publish_need": "draft",
    "reconsider": "matched",
    "turn_into_application": "matched",
}
# Pages of field centres, and of the house that reports the laboratory of a project.
OF_CENTRES = ("edit_centre", "centre_people", "recognise", "institution_recognise")
OF_HOUSES = (
    "evaluate",
    "self_report",
    "request_renewal",
    "institution_evaluations",
    "institution_self_reports",
)
# The same for runs of transfers, most of which are shown while they are drawn up.
RUN_IN = {
    "run": "drawn_up",
    "take_out": "drawn_up",
    "lock_run": "drawn_up",
    "cancel_run": "drawn_up",
    "unlock_run": "locked",
    "approve_run": "locked",
    "settle_run": "approved",
    "results": "approved",
    "bank_csv": "approved",
    "bank_xlsx": "approved",
}
# Pages of work on many files.
BATCHES = {
    "batch",
    "batch_choose",
    "batch_inputs",
    "batch_confirm",
    "batch_stop",
    "batch_go_on",
    "batch_progress",
    "batch_result",
}
# What else stands in addresses.
WORDS = {
    "chapter": "eligibility",
    "kind": "other",
    "slug": next(iter(TOPICS)),
    "token": "forged",
    "anything": "nothing",
}


# --- the addresses ---------------------------------------------------------------------------------------------------


def addresses(patterns=None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every named address of the portal."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name or '?'}", pattern


def ours() -> list[str]:
    return sorted({name for name, _pattern in addresses() if not name.startswith(OF_LIBRARIES)})


@dataclass
class World:
    """The demonstration, and for every address the rows it is about."""

    uploads: Path
    by_state: dict[str, Project] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for project in Project.objects.with_parties().order_by("pk"):
            self.by_state.setdefault(project.state, project)

    def project(self, name: str) -> Project:
        """The project that an address is about: one that stands where the step begins."""
        step = name.rpartition(":")[2].removeprefix("project_")
        if step in SHOWN_IN:
            return self.by_state[SHOWN_IN[step]]
        found = Project._meta.get_field("state").get_all_transitions(Project)
        sources = [transition.source for transition in found if transition.name == step]
        return self.by_state[sources[0] if sources else State.CONTRACTED]

    def arguments(self, name: str, pattern: URLPattern) -> tuple[dict, Project]:
        """What stands in the address, and the project whose people are asked for."""
        project = self.project(name)
        app, _colon, last = name.partition(":")
        values: dict = {}
        for key in pattern.pattern.converters:
            ours = app in {"papers", "voucher", "voucher_shared"} and key in {"sequence", "kind", "number"}
            values[key] = (
                self._of_papers(key, last, project) if ours else self._value(key, app, last, project)
            )
        return values, project

    def _reference(self, app: str, last: str, project: Project) -> str:
        if app == "matching" or last == "need" or last.startswith("need_"):
            step = last.removeprefix("need_")
            return Need.objects.filter(state=NEED_IN.get(step, "open")).order_by("pk")[0].reference
        if app == "labs" or last.startswith("laborator"):
            return project.laboratory.reference
        if last in {"look", "compare", "project_signals"}:
            return Signal.objects.standing().order_by("pk")[0].project.reference
        if last in BATCHES:
            return Batch.objects.order_by("pk")[0].reference
        if last in RUN_IN:
            return PaymentRun.objects.filter(state=RUN_IN[last]).order_by("pk")[0].reference
        if app == "institutions" or last.startswith("institution"):
            return self._institution(last, project).reference
        return project.reference

    def _institution(self, last: str, project: Project):
        """A centre, the house that reports the laboratory, or else a recommending institution."""
        if last in OF_CENTRES:
            return ServiceInstitution.objects.field_centres().order_by("pk")[0]
        if last in OF_HOUSES:
            return project.laboratory.reported_by
        return RecommendingInstitution.objects.filter(state="active").order_by("pk")[0]

    def _of_papers(self, key: str, last: str, project: Project):
        """What stands in the addresses of papers and of the public check of a voucher."""
        if key == "sequence":
            return Event.objects.of(project).filter(transition="submit").values_list("sequence", flat=True)[0]
        if key == "kind":
            return {"paper": "receipt", "listing": "opinions"}.get(last, "award_notice")
        return "AN-2026-000001" if last == "issued" else project.voucher_number

    def _number(self, last: str, project: Project) -> int:
        """The row that an address names: an invoice, an expert, else what an expert was asked."""
        rows = {
            "project_invoice": Invoice.objects.filter(project=project),
            "expert": Expert.objects.order_by("pk"),
            "look": Signal.objects.standing().order_by("pk"),
            "confirm_account": Redemption.objects.live().order_by("pk"),
            "check": SiteCheck.objects.order_by("pk"),
            "pending_paper": PendingDecision.objects.order_by("pk"),
            "withdraw_pending": PendingDecision.objects.order_by("pk"),
            "event": PlannedEvent.objects.filter(
                institution__reference=self._reference("institutions", "event", project)
            ).order_by("pk"),
        }.get(last, Assignment.objects.filter(project=project))
        return rows.values_list("pk", flat=True).first() or 1

    def _value(self, key: str, app: str, last: str, project: Project):
        if key == "reference":
            return self._reference(app, last, project)
        if key == "number":
            return self._number(last, project)
        if last == "pending_paper":
            return "approval_letter"
        if key == "uuid" and app == "contracts":
            return Reading.objects.filter(project=project).order_by("pk")[0].uuid
        if key == "uuid":
            return Document.objects.of(project).order_by("pk")[0].uuid
        if key == "code":
            edition = Edition.objects.order_by("pk")[0].code
            named = {"edition": edition, "institution_deeds": project.applicant.uscc}
            return named.get(last, project.call.code)
        if key == "name":
            return "funnel" if app.startswith("office") else "stages"
        return {
            "form": "csv",
            "slug": "plan",
            "chapter": "eligibility",
            "kind": "other",
            "token": "forged",
            "anything": "nothing",
            "language": "en",
            "key": project.reference,
            "year": 2026,
            "uscc": project.applicant.uscc,
        }[key]

    def actors(self, project: Project) -> dict[str, Actor]:
        """Who meets a project, and the same roles in other houses."""
        panel = {row.expert.user_id for row in Assignment.objects.for_project(project)}
        experts = Membership.objects.holding("expert").select_related("user", "organisation").order_by("pk")
        asked = [row for row in experts if row.user_id in panel]
        rest = [row for row in experts if row.user_id not in panel]
        own, lab = project.applicant_id, project.laboratory.organisation_id
        return {
            "visitor": ANONYMOUS,
            "nobody": Actor(user=User.objects.get(email="nobody@demo.example")),
            "applicant": holder("applicant", own),
            "other applicant": other("applicant", own),
            "recommender": holder("recommender", project.recommender.organisation_id),
            "service": holder("service", project.laboratory.reported_by.organisation_id),
            "laboratory": holder("laboratory", lab),
            "other laboratory": other("laboratory", lab),
            "officer": holder("officer"),
            "approver": holder("approver"),
            "finance": holder("finance"),
            "expert": Actor.of((asked or list(experts))[0]),
            "other expert": Actor.of(rest[-1]),
            "auditor": holder("auditor"),
        }


def holder(role: str, organisation: int | None = None) -> Actor:
    found = Membership.objects.holding(role, organisation).select_related("user", "organisation")
    return Actor.of(found.order_by("pk")[0])


def other(role: str, organisation: int) -> Actor:
    """The role in another house, held by somebody who has nothing to do with this one."""
    insiders = Membership.objects.filter(organisation=organisation).values("user")
    found = Membership.objects.holding(role).exclude(organisation=organisation).exclude(user__in=insiders)
    return Actor.of(found.select_related("user", "organisation").order_by("pk")[0])


def paths(patterns=None, space: str = "", before: str = "") -> Iterator[tuple[str, str]]:
    """Every name with its whole pattern."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from paths(pattern.url_patterns, inner, path)
        else:
            yield f"{space}{pattern.name or '?'}", path
