"""The papers of closing: the receipt of the report, the two decisions, and the experts' opinions."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import User
from applications.models import Project
from applications.papers import (
    COMMON_TAGS,
    PROJECT,
    ProjectPaper,
    ReasonedLetter,
    halves,
    moment,
    money,
)
from papers.registry import Fact, Listing, Section, issues, lists
from review.models import Assignment, GroupOpinion
from review.perms import can_read_opinions, can_read_opinions_without_names
from review.rubric import points_of, rubric_of, title
from workflow.models import Event

PARTIES = (Role.APPLICANT, Role.LABORATORY, Role.SERVICE, Role.RECOMMENDER)


@issues(PROJECT, "submit_closing")
class ClosingReceipt(ProjectPaper):
    kind = "closing_receipt"
    prefix = "CR"
    title = _("Receipt of the closing report")
    body = _(
        "Your closing report for the project “{title}” is received. The voucher office checks it and asks the experts."
    )
    roles = (Role.APPLICANT, Role.LABORATORY)

    def facts(self, event: Event, subject: Project) -> list[Fact]:
        return [
            *self.project_facts(subject),
            Fact(_("Voucher"), subject.voucher_number),
            Fact(_("Actual cost"), money(event.evidence.get("actual_cost"))),
            Fact(_("Submitted at"), moment(event)),
            Fact(_("Submitted by"), event.actor.get_short_name()),
            Fact(_("Digest of the report"), halves(str(event.evidence.get("report_digest", "")))),
        ]


@issues(PROJECT, "close")
class ClosingLetter(ReasonedLetter):
    kind = "closing_letter"
    prefix = "CL"
    title = _("Decision: the project is closed")
    body = _(
        "The project “{title}” has passed its closing review and is closed. The experts’ reasons in summary:\n"
        "{reasons}\n"
        "The redemption of the voucher can now be requested."
    )
    roles = PARTIES

    def reasons(self, event: Event) -> str:
        return str(event.evidence.get("reasons") or "") or super().reasons(event)

    def facts(self, event: Event, subject: Project) -> list[Fact]:
        return [
            *self.project_facts(subject),
            Fact(_("Voucher"), subject.voucher_number),
            Fact(_("Accepted cost"), money(event.evidence.get("accepted_cost")), strong=True),
        ]


@issues(PROJECT, "refuse_closing")
class NoClosingLetter(ReasonedLetter):
    """Records the reasons and shows the contract's own clause; the programme has no rule on who bears what (R8.4)."""

    kind = "no_closing_letter"
    prefix = "CN"
    title = _("Decision: the project is not closed")
    body = _(
        "The project “{title}” has not passed its closing review. The experts’ reasons in summary:\n"
        "{reasons}\n"
        "Who bears the consequences follows from the contract between {applicant} and {laboratory}; its own clause is printed "
        "below. The voucher office decides nothing about that."
    )
    roles = PARTIES

    def reasons(self, event: Event) -> str:
        return str(event.evidence.get("reasons") or "") or super().reasons(event)

    def facts(self, event: Event, subject: Project) -> list[Fact]:
        return [*self.project_facts(subject), Fact(_("Voucher"), subject.voucher_number)]

    def sections(self, event: Event, subject: Project) -> list[Section]:
        clause = subject.failure_clause or gettext("The contract has no clause for it.")
        return [Section(_("What the contract itself says for this case"), words=clause)]


class Opinions(Listing):
    """The opinions of the last round of experts on a project, by its reference."""

    title = _("Opinions of the experts")
    body = _("The experts were asked about the project “{title}”. Their opinions, as they submitted them:")
    tags = {key: COMMON_TAGS[key] for key in ("title", "applicant")}
    stage = ""

    def project(self, key: str, actor: Any) -> Project | None:
        return Project.objects.visible_to(actor).with_parties().filter(reference=key).first()

    def some_keys(self) -> Iterable[str]:
        given = Assignment.objects.filter(submitted_at__isnull=False).order_by("-pk")
        return given.values_list("project__reference", flat=True)[:20]

    def sample(self, key: str, actor: Any) -> tuple[Project, User] | None:
        """For whoever keeps the words it is enough to be allowed to read the opinions."""
        project = self.project(key, actor)
        return (project, actor.user) if project and can_read_opinions(project, actor) else None

    def label(self, record: Project) -> str:
        return PROJECT

    def values(self, event: Event, subject: Project) -> dict[str, str]:
        return {"title": subject.title, "applicant": subject.applicant.name}

    def given(self, event: Event, subject: Project) -> list[Assignment]:
        """The submitted opinions of the last round of the later stage."""
        rows = Assignment.objects.for_project(subject).filter(
            submitted_at__isnull=False, replaced_by__isnull=True
        )
        found = list(rows)
        last = max(((row.stage == "closing", row.attempt) for row in found), default=None)
        return [row for row in found if (row.stage == "closing", row.attempt) == last]

    def sections(self, event: Event, subject: Project) -> list[Section]:
        given = self.given(event, subject)
        forms = [self.form(place, row) for place, row in enumerate(given, start=1)]
        return [*forms, *self.group(subject, given)]

    def group(self, subject: Project, given: list[Assignment]) -> list[Section]:
        """What the chair said for all of them, if the panel has one."""
        found = GroupOpinion.objects.of_panel(subject, given[-1].stage) if given else None
        if found is None:
            return []
        facts = [
            Fact(_("Opinion"), found.get_decision_display(), strong=True),
            Fact(_("Cost to be accepted"), money(found.accepted_cost)),
            Fact(_("Reasons"), found.reasons),
        ]
        return [Section(_("Opinion of the group"), facts=facts)]

    def form(self, place: int, row: Assignment) -> Section:
        """One expert's form."""
        clause = {True: gettext("Yes"), False: gettext("No")}.get(row.clause_present, "")  # type: ignore[arg-type]
        facts = [
            *self.person(row),
            Fact(_("Stage"), row.get_stage_display()),
            Fact(_("Opinion"), row.get_decision_display(), strong=True),
            *self.points(row),
            Fact(_("Score"), "" if row.score is None else row.score),
            Fact(_("The contract has voucher terms"), clause),
            Fact(_("Cost to be accepted"), money(row.accepted_cost)),
            Fact(_("Reasons"), row.reasons),
        ]
        return Section(gettext("Expert %(number)s") % {"number": place}, facts=facts)

    def points(self, row: Assignment) -> list[Fact]:
        """The points of each indicator of the edition's rubric; those of the voucher terms follow from the contract."""
        if not row.ratings:
            return []
        return [
            Fact(
                title(item),
                gettext("%(points)s of %(most)s")
                % {"points": points_of(item, row.ratings, row.clause_present), "most": item.points},
            )
            for item in rubric_of(row.project, row.stage)
        ]

    def person(self, row: Assignment) -> list[Fact]:
        return []


@lists
class OpinionsForOffice(Opinions):
    kind = "opinions"
    prefix = "OP"

    def find(self, key: str, actor: Any) -> Project | None:
        project = self.project(key, actor)
        return project if project and can_read_opinions(project, actor) else None

    def person(self, row: Assignment) -> list[Fact]:
        expert = row.expert
        return [
            Fact(_("Name of the expert"), expert.user.get_short_name()),
            Fact(_("Unit"), expert.unit),
            Fact(_("Professional title"), expert.title),
            Fact(
                _("Submitted at"),
                date_format(timezone.localtime(row.submitted_at), "Y-m-d H:i") if row.submitted_at else "",
            ),
        ]


@lists
class OpinionsForParties(Opinions):
    """Without anything that tells who the experts are, and only after the decision on the closing."""

    kind = "opinions_anonymous"
    prefix = "OA"
    title = _("Opinions of the experts, without names")

    def find(self, key: str, actor: Any) -> Project | None:
        project = self.project(key, actor)
        return project if project and can_read_opinions_without_names(project, actor) else None

    def given(self, event: Event, subject: Project) -> list[Assignment]:
        return [row for row in super().given(event, subject) if row.stage == "closing"]


@lists
class OwnOpinion(Opinions):
    """The expert's own form, to be signed or kept."""

    kind = "own_opinion"
    prefix = "OE"
    title = _("Opinion of an expert")
    body = _("The expert was asked about the project “{title}” and submitted this opinion:")

    def find(self, key: str, actor: Any) -> Project | None:
        if actor.role != Role.EXPERT:
            return None
        project = self.project(key, actor)
        mine = Assignment.objects.of_expert(actor.user).filter(project=project, submitted_at__isnull=False)
        return project if project and mine.exists() else None

    def sample(self, key: str, actor: Any) -> tuple[Project, User] | None:
        """One of the experts stands for all."""
        found = super().sample(key, actor)
        rows = Assignment.objects.filter(project__reference=key, submitted_at__isnull=False)
        asked = rows.select_related("expert__user").order_by("pk").first()
        return (found[0], asked.expert.user) if found and asked else None

    def given(self, event: Event, subject: Project) -> list[Assignment]:
        mine = Assignment.objects.of_expert(event.actor).filter(project=subject, submitted_at__isnull=False)
        return list(mine.select_related("expert__user"))[:1]

    def group(self, subject: Project, given: list[Assignment]) -> list[Section]:
        return []

    def person(self, row: Assignment) -> list[Fact]:
        return [
            Fact(_("Name of the expert"), row.expert.user.get_short_name()),
            Fact(_("Unit"), row.expert.unit),
        ]
