"""Every address × every role: who gets in, that looking writes nothing, and that no page has a hole.

The two tables stand in `tests/snapshots/`; after a wanted change, `UPDATE_SNAPSHOTS=1 bin/test tests/test_access.py`
writes them anew, to be read and committed like code.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.template import engines
from django.test import Client
from django.urls import reverse

from accounts.actor import Actor
from accounts.middleware import SESSION_KEY
from accounts.models import User
from applications.enums import State
from applications.models import Project
from institutions.models import RecommendingInstitution, ServiceInstitution
from labs.models import Laboratory
from tests.addresses import World, addresses, ours, paths
from tests.worlds import standing

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("access"), pytest.mark.timeout(600)]
SNAPSHOTS = Path(__file__).parent / "snapshots"
ROLES = (
    "visitor",
    "nobody",
    "applicant",
    "other applicant",
    "recommender",
    "service",
    "laboratory",
    "other laboratory",
    "officer",
    "approver",
    "finance",
    "expert",
    "other expert",
    "auditor",
)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The whole demonstration, played once for this module."""
    with standing(django_db_blocker) as uploads:
        call_command("demo", stdout=StringIO())
        User.objects.create_user("nobody@demo.example", "demo-voucher-2026", name="Nobody")
        yield World(uploads)


# --- the walk --------------------------------------------------------------------------------------------------------


class Hole(str):
    """Stands for a variable that a template asks for and no view gives; knows who asked."""

    __slots__ = ("found",)
    CURED = frozenset({"default", "default_if_none"})

    def __new__(cls) -> Self:
        made = super().__new__(cls, "%s")
        made.found = set()
        return made

    def __mod__(self, variable) -> str:
        """Called by the template engine; a variable with a default is meant to be left out."""
        expression = sys._getframe(1).f_locals.get("self")
        filters = {function.__name__ for function, _arguments in getattr(expression, "filters", [])}
        if not filters & self.CURED:
            self.found.add(str(variable))
        return ""


@dataclass
class Walk:
    """What every role was answered at every address."""

    statuses: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    accidents: list[str] = field(default_factory=list)
    writes: list[str] = field(default_factory=list)
    holes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def writing(sql: str) -> bool:
    """Whether a statement changes rows; sessions are kept by whoever signs in."""
    return sql.lstrip("( ").upper().startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in sql


@pytest.fixture(scope="module")
def walk(world, django_db_blocker) -> Walk:
    """Every address as every role, once."""
    done, hole, engine = Walk(), Hole(), engines["django"].engine
    patterns, browsers = dict(addresses()), {}
    before, engine.string_if_invalid = engine.string_if_invalid, hole
    try:
        for name in ours():
            values, project = world.arguments(name, patterns[name])
            path = reverse(name, kwargs=values)
            for role, actor in world.actors(project).items():
                person = (actor.user.pk, actor.membership_id)
                browsers[person] = browsers.get(person) or signed_in(actor)
                visit(done, hole, name, path, role, browsers[person])
    finally:
        engine.string_if_invalid = before
    return done


def visit(done: Walk, hole: Hole, name: str, path: str, role: str, client: Client) -> None:
    hole.found.clear()

    def watch(execute, sql, params, many, context):
        if writing(sql):
            done.writes.append(f"{role} at {name}: {sql[:120]}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        response = client.get(path)
    if response.status_code >= 500:
        done.accidents.append(f"{role} at {path}: {response.status_code}")
    done.statuses[name][role] = short(response)
    done.holes[name] |= hole.found
    if response.streaming:
        b"".join(response.streaming_content)  # read to its end, a file is closed


def signed_in(actor: Actor) -> Client:
    client = Client(raise_request_exception=False, headers={"accept-language": "en"})
    if actor.is_authenticated:
        client.force_login(actor.user)
        session = client.session
        session[SESSION_KEY] = actor.membership_id
        session.save()
    return client


def short(response) -> str:
    """`200`, `404`, `login` or where it leads."""
    if response.status_code not in {301, 302}:
        return str(response.status_code)
    target = urlsplit(response.url).path
    return "login" if target == reverse(settings.LOGIN_URL) else "302"


@pytest.fixture(autouse=True)
def uploads_of_the_world(world, settings) -> None:
    settings.MEDIA_ROOT = world.uploads


# --- what is asked of it ---------------------------------------------------------------------------------------------


def same_as_snapshot(name: str, text: str) -> None:
    path = SNAPSHOTS / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    assert text == path.read_text(), f"UPDATE_SNAPSHOTS=1 writes {name} anew; read it before you commit it."


def test_every_address_answers_every_role_as_listed(walk):
    widths = [max(6, len(role)) for role in ROLES]
    length = max(map(len, walk.statuses))
    head = (
        " " * length + "  " + "  ".join(role.ljust(width) for role, width in zip(ROLES, widths, strict=True))
    )
    lines = [
        name.ljust(length)
        + "  "
        + "  ".join(answers[role].ljust(width) for role, width in zip(ROLES, widths, strict=True))
        for name, answers in sorted(walk.statuses.items())
    ]

    same_as_snapshot(
        "access.txt", "\n".join(line.rstrip() for line in ["GET".ljust(length) + head[length:], *lines, ""])
    )


def test_no_address_is_an_accident(walk):
    assert walk.accidents == []


def test_looking_writes_nothing(walk):
    assert walk.writes == []


def test_no_page_asks_for_what_no_view_gives(walk):
    assert {name: sorted(found) for name, found in walk.holes.items() if found} == {}


def test_foreign_project_does_not_exist_at_any_address(world, walk):
    """Whatever one may do with an own project: with a foreign one the answer is always as if there were none."""
    outside = ("visitor", "nobody", "other applicant", "other laboratory", "other expert")
    # The public may read and object to what is in public notice.
    public = {"funds:objection", "v1:notice_objections"}
    about_projects = {name for name, path in paths() if "projects/<" in path} - public
    actors = world.actors(world.by_state[State.CONTRACTED])
    patterns = dict(addresses())
    leaks = []
    for name in sorted(about_projects):
        values, _project = world.arguments(name, patterns[name])
        nowhere = reverse(name, kwargs=values | {"reference": "P-22222222"})
        for role in outside:
            told = walk.statuses[name][role]
            if told not in {"404", "login", "401"} and told != short(signed_in(actors[role]).get(nowhere)):
                leaks.append(f"{role} at {name}: {told}")

    assert leaks == []


def test_role_state_and_step_are_as_listed(world):
    """What each role finds on the page of its own project, state by state; then who may ever take a step of a machine."""
    lines = ["Steps offered on a project, by state and role", ""]
    for state in State.values:
        project = world.by_state[state]
        lines.append(state)
        for role, actor in world.actors(project).items():
            if not Project.objects.visible_to(actor).filter(pk=project.pk).exists():
                continue
            steps = [step.name for step in project.available_steps(actor)]
            lines.append(f"  {role:<12} {', '.join(steps) or '–'}")
    lines += ["", "Who may ever take a step of the other machines", ""]
    project = world.by_state[State.CONTRACTED]
    for model in (RecommendingInstitution, ServiceInstitution, Laboratory):
        lines.append(model.__name__)
        lines += machine(model, world.actors(project), project)

    same_as_snapshot("permissions.txt", "\n".join([*lines, ""]))


def machine(model, actors: dict[str, Actor], project: Project) -> list[str]:
    row = (
        project.laboratory if model is Laboratory else model.objects.filter(state="active").order_by("pk")[0]
    )
    if model is ServiceInstitution:
        row = project.laboratory.reported_by
    lines, seen = [], set()
    for transition in row.transitions():
        if transition.name in seen:
            continue
        seen.add(transition.name)
        who = [
            role
            for role, actor in actors.items()
            if actor.is_authenticated and row.permits(transition, actor)
        ]
        sources = sorted(t.source for t in row.transitions() if t.name == transition.name)
        lines.append(f"  {transition.name:<22} {', '.join(sources):<32} {', '.join(who) or '–'}")
    return lines
