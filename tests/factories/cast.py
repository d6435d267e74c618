"""The named people of a project: who applies, recommends, works, decides and reviews."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from accounts.actor import Actor
from accounts.enums import OrganisationKind, Role
from accounts.models import Membership, Organisation
from applications import services as applications
from institutions.models import RecommendingInstitution
from labs.models import Laboratory
from policy.models import Edition
from review import services as review
from review.models import Expert
from tests.factories.institutions import make_recommending_institution, member_of
from tests.factories.labs import make_laboratory
from tests.factories.people import make_actor, make_office, make_person, next_uscc
from tests.factories.policy import make_edition

YUAN = 100
_numbers = count(1)


@dataclass(frozen=True)
class Cast:
    """One person per role, two officers for counter-steps, three experts and a spare one, and a stranger."""

    applicant: Actor
    recommender: Actor
    laboratory: Actor
    service: Actor
    officer: Actor
    second_officer: Actor
    approver: Actor
    finance: Actor
    auditor: Actor
    experts: tuple[Expert, ...]
    spare_expert: Expert
    stranger: Actor
    open_laboratory: Laboratory
    institution: RecommendingInstitution

    def acting(self, expert: Expert) -> Actor:
        """An expert in the role of one."""
        return actor_of(expert.user)


def cast(**changes) -> Cast:
    """Everybody whom a project meets; `changes` replace single members."""
    make_office()
    if not Edition.objects.published().exists():
        make_edition()
    laboratory = make_laboratory(
        name="北京先进材料实验室",
        district="haidian",
        offers_industrial_design=True,
        host_organisation="北京先进材料研究院",
    )
    institution = make_recommending_institution(name="中关村孵化器有限公司")
    people = {
        "applicant": make_applicant(),
        "recommender": member_of(institution),
        "laboratory": member_of(laboratory),
        "service": member_of(laboratory.reported_by),
        "officer": make_actor(Role.OFFICER, name="Officer Wang"),
        "second_officer": make_actor(Role.OFFICER, name="Officer Li"),
        "approver": make_actor(Role.APPROVER, name="Approver Zhao"),
        "finance": make_actor(Role.FINANCE, name="Cashier Qian"),
        "auditor": make_actor(Role.AUDITOR, name="Auditor Sun"),
        "experts": tuple(make_expert(name) for name in ("Expert Zhou", "Expert Wu", "Expert Zheng")),
        "spare_expert": make_expert("Expert Feng"),
        "stranger": make_applicant("北京无关科技有限公司"),
        "open_laboratory": laboratory,
        "institution": institution,
    }
    return Cast(**(people | changes))


def make_applicant(name: str = "") -> Actor:
    """A small software enterprise with one person."""
    number = next(_numbers)
    membership = applications.register_enterprise(
        user=make_person(f"Applicant {number}"),
        party={"name": name or f"北京小微智造{number}有限公司", "uscc": next_uscc(), "district": "haidian"},
        profile={
            "industry": "software",
            "staff": 20,
            "revenue": 5_000_000 * YUAN,
            "assets": 3_000_000 * YUAN,
            "legal_representative": "李明",
            "controller": f"Controller {number}",
        },
    )
    return Actor.of(membership)


def make_team(name: str = "") -> Actor:
    """A start-up team: no credit code, a leader."""
    number = next(_numbers)
    membership = applications.register_team(
        user=make_person(f"Leader {number}"),
        party={"name": name or f"深蓝创业团队{number}", "district": "haidian"},
        profile={
            "leader_name": "赵强",
            "leader_id_number": "110108199001011234",
            "incubator": "中关村孵化器",
        },
    )
    return Actor.of(membership)


def make_expert(name: str = "", unit: str = "", **profile) -> Expert:
    """A person whom the office may ask; by default from a unit that no project meets."""
    number = next(_numbers)
    make_office()
    return review.register_expert(user=make_person(name), unit=unit or f"第{number}设计院", **profile)


def actor_of(user) -> Actor:
    """A person in the first of their roles."""
    return Actor.of(Membership.objects.of_person(user)[0])


def enterprise_of(actor: Actor) -> Organisation:
    """The party that an actor stands for."""
    return Organisation.objects.get(pk=actor.organisation_id, kind=OrganisationKind.ENTERPRISE)
