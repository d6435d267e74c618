"""The auditor reads every file and every page of the office, and changes nothing."""

from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import NoReverseMatch, get_resolver, reverse

from applications.enums import State
from applications.models import Project
from funds.models import Entry
from institutions.models import RecommendingInstitution
from tests.journeys.conftest import World
from tests.journeys.visitor import Visitor
from workflow.models import Correction, Document, Event

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey-auditor")]
APPS = ("applications", "contracts", "review", "funds", "institutions", "labs")
# Whoever is signed in may found an organisation of their own; it gives no right in the office.
OWN = {"register", "register_enterprise", "register_team", "register_recommending", "register_service"}
# Whoever is signed in may throw the own draft of a contract away; nobody else's is found.
OWN |= {"forget_draft"}
PUBLIC = {"objection"}
# An auditor takes the ledger away as a file, which is recorded.
OWN |= {"entries"}
READ = [
    "/dashboard/", "/desk/?tab=all", "/audit/", "/budgets/", "/budgets/journey/", "/payments/", "/institutions/",
    "/institutions/evaluations/", "/laboratories/managed/", "/messages/", "/me/profile/", "/rules/", "/notices/",
]  # fmt: skip


@pytest.fixture(scope="module")
def everything(standing_world: World) -> list[Project]:
    """One project in every state."""
    return [
        standing_world.begin(state, f"项目 {state}", who=number % 5, lab=number % 4, ago=470)
        for number, state in enumerate(State.values)
    ]


def step_addresses() -> list[tuple[str, str]]:
    """Every named address of the apps, as (app, name)."""
    found = []
    for app in APPS:
        namespace = get_resolver().namespace_dict[app][1]
        found += [(app, name) for name in namespace.reverse_dict if isinstance(name, str)]
    return sorted(found)


def fill(app: str, name: str, world: World, project: Project) -> str | None:
    """The address about this project or a dossier of the app, whatever its pattern asks for."""
    subjects = {"institutions": world.cast.institution, "labs": world.cast.laboratories[0]}
    reference = subjects.get(app, project).reference
    arguments = ([], [reference], [world.call.code], [reference, "party"], [1], [reference, 1], [2026])
    more = (
        [str(uuid4())],
        [reference, str(uuid4())],
        [reference, "csv"],
        ["csv"],
        [reference, 2026],
        [reference, 1, 1],
    )
    for found in (*arguments, *more):
        try:
            return reverse(f"{app}:{name}", args=found)
        except NoReverseMatch:
            continue
    return None


def traces() -> dict[str, object]:
    """What a change would leave."""
    return {
        "events": Event.objects.count(),
        "entries": Entry.objects.count(),
        "documents": Document.objects.count(),
        "corrections": Correction.objects.count(),
        "projects": list(Project.objects.order_by("pk").values("pk", "state", "version")),
        "institutions": list(RecommendingInstitution.objects.order_by("pk").values("pk", "state", "version")),
    }


def test_the_auditor_reads_everything(world, person, everything):
    auditor = person("auditor")
    for address in READ:
        auditor.open(address)
    for project in everything:
        page = auditor.open(project.get_absolute_url())
        assert project.title in page.main
        assert not page.form_names(), f"{project.state}: a form in the content"
    assert "钱教授" in auditor.open(f"{found(everything, 'in_review').get_absolute_url()}experts/").main
    downloads = [
        href
        for href, _words in auditor.open(everything[-1].get_absolute_url()).links
        if "/documents/" in href
    ]
    assert downloads
    answer = auditor.client.get(downloads[0])
    assert answer.status_code == 200
    assert b"".join(answer).startswith(b"%PDF")
    auditor.open("/audit/?q=" + everything[0].reference)
    call_command("verify_audit")
    call_command("verify_ledger")


def found(projects: list[Project], state: str) -> Project:
    return next(project for project in projects if project.state == state)


def test_the_auditor_takes_no_step_in_any_state(world, person, everything):
    auditor = person("auditor")
    client = auditor_client(auditor)
    before, wrong = traces(), []
    for project in everything:
        for step in {t.name for t in project.transitions() if t.source == project.state}:
            status = client.post(
                f"{project.get_absolute_url()}{step}/", {"note": "x", "amount": "1"}
            ).status_code
            if status not in {403, 404}:
                wrong.append((step, project.state, status))
    assert wrong == []
    assert traces() == before


def auditor_client(auditor: Visitor):
    """The same session without the token's check, so that what answers is the permission."""
    auditor.client.handler.enforce_csrf_checks = False
    return auditor.client


def test_the_auditor_posts_nowhere(world, person, everything):
    client = auditor_client(person("auditor"))
    before, answers, unreached = traces(), {}, []
    for app, name in step_addresses():
        if name in OWN | PUBLIC:
            continue
        for state in ("endorsed", "contracted"):
            address = fill(app, name, world, found(everything, state))
            if address is None:
                unreached.append((app, name))
                continue
            answers[address] = client.post(address, {"note": "x"}).status_code
    assert unreached == []
    assert {a: s for a, s in answers.items() if s not in {403, 404, 405, 409}} == {}
    assert traces() == before


def test_nobody_outside_the_office_reads_the_audit_trail(world, person):
    for name in ("applicant", "recommender", "laboratory", "expert"):
        person(name).open("/audit/", status=403)
        assert "/audit/" not in [href for href, _words in person(name).page.links]
