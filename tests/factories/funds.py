"""Projects on their way to money, and the people who take them there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Organisation
from applications import services as applications
from applications.models import Call, Project
from funds import services
from funds.facts import BankAccount
from funds.models import Budget
from institutions.models import RecommendingInstitution
from labs.models import Laboratory
from policy.models import Edition
from tests.factories.institutions import make_recommending_institution, member_of
from tests.factories.labs import make_laboratory
from tests.factories.people import make_actor, make_person, next_uscc
from tests.factories.policy import make_edition

YUAN = 100
FACE = 50_000 * YUAN
BANK = BankAccount("中国工商银行北京海淀支行", "北京先进材料实验室", "6222020200112233445")
_numbers = count(1)


@dataclass
class World:
    """One call with its money, one laboratory, one institution, and the people of the office."""

    call: Call
    budget: Budget
    laboratory: Laboratory
    recommender: RecommendingInstitution
    officer: Actor
    approver: Actor
    second: Actor
    finance: Actor
    auditor: Actor

    @property
    def lab_actor(self) -> Actor:
        return member_of(self.laboratory)

    @property
    def service_actor(self) -> Actor:
        return member_of(self.laboratory.reported_by)

    def balances(self) -> tuple[int, int, int, int, int]:
        """Total, available, reserved, committed, redeemed in fen."""
        row = Budget.objects.get(pk=self.budget.pk)
        return row.total, row.available, row.reserved, row.committed, row.redeemed


def make_world(total: int = 1_000_000 * YUAN, **parameters) -> World:
    """A call under an edition with these parameters and a budget of `total` fen."""
    edition = Edition.objects.order_by("pk").first() or make_edition(**parameters)
    officer = make_actor(Role.OFFICER, name="Officer")
    laboratory, recommender = make_laboratory(), make_recommending_institution(enterprises=30)
    call = make_call(edition)
    return World(
        call=call,
        budget=services.open_budget(call, total, officer),
        laboratory=laboratory,
        recommender=recommender,
        officer=officer,
        approver=make_actor(Role.APPROVER, name="Approver"),
        second=make_actor(Role.APPROVER, name="Second approver"),
        finance=make_actor(Role.FINANCE, name="Finance"),
        auditor=make_actor(Role.AUDITOR, name="Auditor"),
    )


def make_call(edition: Edition) -> Call:
    """An open call without a budget."""
    today = timezone.localdate()
    code = f"call-{next(_numbers)}"
    return Call.objects.create(
        code=code,
        title=code,
        edition=edition,
        opens_on=today - timedelta(days=30),
        closes_on=today + timedelta(days=30),
    )


def make_applicant(name: str = "") -> Actor:
    """A small software enterprise with one person."""
    number = next(_numbers)
    membership = applications.register_enterprise(
        user=make_person(f"Applicant {number}"),
        party={"name": name or f"北京小微科技{number}有限公司", "uscc": next_uscc(), "district": "haidian"},
        profile={
            "industry": "software",
            "staff": 20,
            "revenue": 5_000_000 * YUAN,
            "assets": 3_000_000 * YUAN,
            "legal_representative": "李明",
        },
    )
    return Actor.of(membership)


def make_approved(world: World, *, amount: int = FACE, applicant: Actor | None = None) -> Project:
    """A project that the office has approved for an amount in fen."""
    applicant = applicant or make_applicant()
    number = next(_numbers)
    project = applications.start_project(
        actor=applicant, call=world.call, title=f"Fatigue test of part {number}"
    )
    today = timezone.localdate()
    content = {
        "activity_type": "testing",
        "laboratory": world.laboratory,
        "recommender": world.recommender,
        "background": "Parts break.",
        "content": f"Test series {number}.",
        "deliverables": "Report.",
        "plan_from": today,
        "plan_to": today + timedelta(days=90),
        "total_amount": 2 * amount,
        "requested_amount": amount,
        "declares_truth": True,
        "declares_no_affiliation": True,
        "declares_no_double_funding": True,
    }
    project = applications.save_draft(project, actor=applicant, version=project.version, content=content)
    applications.submit(project, actor=applicant)
    applications.endorse(reread(project), actor=member_of(world.recommender), endorsement="We recommend it.")
    applications.approve(reread(project), actor=world.second, amount=amount)
    return reread(project)


def make_awarded(
    world: World, *, amount: int = FACE, applicant: Actor | None = None, today: date | None = None
) -> Project:
    """A project with a voucher; the edition has no public notice."""
    project = make_approved(world, amount=amount, applicant=applicant)
    services.award(project, actor=world.officer, today=today)
    return reread(project)


def applicant_of(project: Project) -> Actor:
    """The applicant's first person."""
    organisation = Organisation.objects.get(pk=project.applicant_id)
    membership = organisation.memberships.select_related("user", "organisation").order_by("pk")[0]
    return Actor.of(membership)


def reread(project: Project) -> Project:
    """The project as the database now holds it."""
    return Project.objects.with_parties().get(pk=project.pk)
