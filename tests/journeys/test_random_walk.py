"""Random steps by random people: no state is reached but through the table, the ledger always balances, nobody does what
they may not, and a refused step leaves no trace."""

from collections import Counter
from random import Random

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.actor import Actor
from accounts.enums import OrganisationKind, Role
from applications.enums import State
from applications.models import Call, Project
from funds.models import Budget, Entry, Objection, Redemption, Voucher
from funds.services import differences, open_budget
from policy.models import Edition
from policy.services import load_editions
from review import services as review
from review.models import Assignment
from tests.factories.people import make_actor, make_organisation
from tests.journeys.steps import STEPS, Attempt, later
from voucher_portal.demo import cast as casting
from voucher_portal.demo import institutions
from voucher_portal.demo.cast import Cast
from voucher_portal.demo.clock import Clock, playing_from
from voucher_portal.demo.play import PATHS, Play
from voucher_portal.demo.stories import story
from workflow.audit import faults
from workflow.errors import StepRefused
from workflow.models import Correction, Document, Event

pytestmark = [pytest.mark.django_db, pytest.mark.journey, pytest.mark.both]
POOL = 9_000_000  # fen: two vouchers of 50,000 元 do not both fit
YEAR = 360
STARTS = [state for state in PATHS if state != State.EXPIRED]
APPLYING = [State.DRAFT, State.SUBMITTED, State.ENDORSED, State.APPROVED]
SETTINGS = settings(
    max_examples=5,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)


@pytest.fixture
def world() -> tuple[Cast, Call, list[Actor]]:
    """The demonstration's cast a year ago, one call with little money, and a stranger in every role."""
    load_editions()
    cast = Cast()
    with playing_from(YEAR):
        casting.office(cast)
        institutions.recommending(cast)
        institutions.service(cast)
        institutions.laboratories(cast)
        casting.applicants(cast)
    edition = Edition.objects.get(code="demo-2026")
    call = Call.objects.create(
        code="walk", title="Walk", edition=edition, opens_on=later(-YEAR), closes_on=later(YEAR)
    )
    open_budget(call, POOL, cast.finance)
    strangers = [
        make_actor(Role.RECOMMENDER, make_organisation(OrganisationKind.RECOMMENDING)),
        make_actor(Role.LABORATORY, make_organisation(OrganisationKind.LABORATORY)),
        make_actor(Role.SERVICE, make_organisation(OrganisationKind.SERVICE)),
        make_actor(Role.APPLICANT, make_organisation(OrganisationKind.ENTERPRISE)),
    ]
    return cast, call, strangers


def everybody(cast: Cast, strangers: list[Actor]) -> list[Actor]:
    expert = Actor.of(
        cast.experts[0].user.memberships.select_related("organisation", "user").get(role=Role.EXPERT)
    )
    return [
        cast.applicants[0],
        cast.applicants[1],
        cast.team,
        cast.recommender,
        cast.colleague,
        cast.service,
        *cast.lab_people,
        *cast.office.values(),
        expert,
        *strangers,
    ]


def snapshot(project: Project) -> dict:
    """Everything a step could leave behind."""
    return {
        "project": Project.objects.filter(pk=project.pk).values().get(),
        "events": Event.objects.count(),
        "entries": Entry.objects.count(),
        "budgets": list(Budget.objects.order_by("pk").values()),
        "vouchers": list(Voucher.objects.order_by("pk").values()),
        "redemptions": list(Redemption.objects.order_by("pk").values()),
        "objections": list(Objection.objects.order_by("pk").values()),
        "corrections": list(Correction.objects.order_by("pk").values()),
        "documents": Document.objects.count(),
        "assignments": list(Assignment.objects.order_by("pk").values()),
    }


def prepare(project: Project, cast: Cast) -> None:
    """What people do between the steps: the report is written, the experts give their opinions."""
    play = object.__new__(Play)
    play.cast, play.project, play.total = cast, project, project.total_amount
    play.clock, play.story = Clock(timezone.now()), {"pace": 0}
    play.applicant = next(
        a for a in [*cast.applicants, cast.team] if a.organisation_id == project.applicant_id
    )
    play.laboratory = project.laboratory
    if project.state == "contracted" and not project.report_confirmed and not project.invoices.exists():
        play.report()
    if (
        project.state == "in_review"
        and Assignment.objects.for_project(project).filter(submitted_at=None).exists()
    ):
        play.opinions("close")


def attempt(name: str, project: Project, actor: Actor, cast: Cast, amount: int, days: int) -> bool:
    """One try; asserts all that must hold whether it succeeds or not. True when the step was taken."""
    project = Project.objects.with_parties().get(pk=project.pk)
    before, source = snapshot(project), project.state
    acting = Actor.system() if name == "expire" else actor
    permitted = [
        t.has_perm(project, acting) for t in project.transitions() if t.name == name and t.source == source
    ]
    try:
        with transaction.atomic():
            STEPS[name](project, Attempt(actor, cast, amount, later(days)))
    except (StepRefused, PermissionDenied):
        assert snapshot(project) == before, f"{name} was refused and left a trace"
        return False
    after = Project.objects.get(pk=project.pk)
    event = Event.objects.of(project).last()
    assert permitted == [True], f"{actor.role} may not {name}"
    assert (event.transition, event.source, event.target) == (name, source, after.state)
    assert Event.objects.count() == before["events"] + 1
    targets = {t.target for t in project.transitions() if t.name == name and t.source == source}
    assert name == "reinstate" or after.state in targets
    assert list(differences()) == []
    assert list(faults(Event.objects.of(project))) == []
    for budget in Budget.objects.all():
        assert budget.total == budget.available + budget.reserved + budget.committed + budget.redeemed
    return True


def fits(name: str, project: Project, actor: Actor) -> bool:
    """Whether the table lets the actor take the step from here."""
    return any(
        t.has_perm(project, actor)
        for t in project.transitions()
        if t.name == name and t.source == project.state
    )


def tone_of(name: str, project: Project) -> str:
    return next(t.custom["tone"] for t in project.transitions() if t.name == name)


def begin(world, title: str, who: int, state: str) -> Project:
    """A project that was played to a state in the course of the last year."""
    cast, call, _strangers = world
    with playing_from(300) as clock:
        row = story(title, who, who, state, 100_000, 50_000, "testing", 300)
        return Play(cast, clock, call, row).until(state)


def walk(choose: Random, start: str, world, taken: Counter) -> None:
    """Two projects, each begun somewhere, that share the money of one call; then anybody tries anything."""
    cast, _call, strangers = world
    people = everybody(cast, strangers)
    projects = [begin(world, "随机路径一", 0, start), begin(world, "随机路径二", 1, choose.choice(APPLYING))]
    for _turn in range(16):
        project = Project.objects.with_parties().get(pk=choose.choice(projects).pk)
        prepare(project, cast)
        project = Project.objects.with_parties().get(pk=project.pk)
        here = sorted(
            {t.name for t in project.transitions() if t.source == project.state and t.name in STEPS}
        )
        wild = choose.random() < 0.25 or not here
        onwards = [name for name in here if tone_of(name, project) == "primary"]
        name = choose.choice(
            sorted(STEPS) if wild else onwards if onwards and choose.random() < 0.7 else here
        )
        fitting = [actor for actor in people if fits(name, project, actor)]
        actor = choose.choice(people if wild or not fitting else fitting)
        amount = choose.choice([1, 4_999_999, 5_000_000, 5_000_001, 20_000_001]) if wild else 5_000_000
        if attempt(name, project, actor, cast, amount, choose.choice([0, 1, 30, 364, 366, 700])):
            taken[name] += 1


@pytest.mark.parametrize("part", range(4))
def test_random_steps_by_random_people_keep_every_promise(world, part):
    taken: Counter = Counter()

    @SETTINGS
    @given(start=st.sampled_from(STARTS[part::4]), seed=st.integers(0, 2**32))
    def run(start, seed):
        with transaction.atomic():
            walk(Random(seed), start, world, taken)
            transaction.set_rollback(True)

    run()
    assert len(taken) >= 5, f"the walk did not get far: {taken}"


def test_every_step_a_person_can_take_is_in_the_walk():
    """A team announces its enterprise for all its projects at once, which is no step on one of them."""
    names = {transition.name for transition in Project(state="draft").transitions()}
    assert names - set(STEPS) == {"record_assessment", "announce_enterprise"}


def test_experts_score_before_award_through_the_system(world):
    """`record_assessment` is taken in the system's name when the last expert has answered."""
    cast, call, _strangers = world
    play = Play(
        cast, Clock(timezone.now()), call, story("评审", 0, 0, "draft", 100_000, 50_000, "testing", 0)
    )
    play.submit()
    play.endorse()
    review.start_assessment(play.again(), actor=cast.officer, experts=cast.experts[:3], due_date=later(7))
    for number, row in enumerate(Assignment.objects.for_project(play.project)):
        expert = Actor.of(
            row.expert.user.memberships.select_related("organisation", "user").get(role=Role.EXPERT)
        )
        review.declare_conflict(row, actor=expert, conflict=False)
        fresh = Assignment.objects.get(pk=row.pk)
        review.submit_opinion(
            fresh,
            actor=expert,
            decision="recommend",
            reasons="创新性好。",
            ratings={"innovation": 30, "plan": 30, "ability": 20, "cost": number},
        )
    event = Event.objects.of(play.project).last()
    assert (event.transition, event.role, event.source, event.target) == (
        "record_assessment",
        "system",
        "endorsed",
        "endorsed",
    )
    assert play.again().assessment_score == 81
