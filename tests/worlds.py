"""Worlds that outlive a single test: built once for a module inside a transaction that is never committed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from applications import services as applications
from tests.factories.cast import Cast
from tests.factories.legs import LEGS, Play
from tests.factories.projects import NOTICE, content_of, make_call, next_title, reread


@contextmanager
def standing(blocker) -> Iterator[Path]:
    """While it lasts, every test's own transaction is a savepoint within this one; yields the folder of uploads.

    Only for fixtures of a module: tests that commit (`transaction=True`) must not stand in the same one.
    """
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with TemporaryDirectory(prefix="portal-world-") as place, blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=place, PASSWORD_HASHERS=hashers), translation.override("en"):
            yield Path(place)
        transaction.set_rollback(True)
    cache.clear()


Visit = Callable[[str, Play], None]
IN_NOTICE = ("noticed", "objected")


def visit_every_state(people: Cast, visit: Visit, **parameters) -> None:
    """Calls `visit` with a project in every state, each reached through the services.

    The life of a project is a tree: every leg is taken once, and after a branch the one before it is tried from the
    same point. What `visit` writes is rolled back. The states of the public notice have an edition of their own.
    """
    rest = {state: leg for state, leg in LEGS.items() if state not in IN_NOTICE}
    _walk("draft", _begun(people, parameters), visit, rest)
    way = {state: LEGS[state] for state in ("submitted", "endorsed", "approved", *IN_NOTICE)}
    _walk(
        "draft",
        _begun(people, NOTICE | parameters),
        lambda s, p: visit(s, p) if s in IN_NOTICE else None,
        way,
    )


def _begun(people: Cast, parameters: dict) -> Play:
    call = make_call(people=people, **parameters)
    project = applications.start_project(actor=people.applicant, call=call, title=next_title())
    content = content_of(people)
    applications.save_draft(project, actor=people.applicant, version=project.version, content=content)
    return Play(reread(project), people)


def _walk(state: str, play: Play, visit: Visit, legs: dict) -> None:
    assert play.project.state == state
    with rolled_back():
        visit(state, replace(play, project=reread(play.project)))
    for following, (before, go) in legs.items():
        if before == state:
            with rolled_back():
                branch = replace(play, project=reread(play.project))
                go(branch)
                _walk(following, branch, visit, legs)


@contextmanager
def rolled_back() -> Iterator[None]:
    """What is written inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
