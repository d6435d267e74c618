"""Many projects at once, and a browser for each of the people."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from django.test import Client

from accounts.actor import Actor
from accounts.middleware import SESSION_KEY
from applications.models import Project
from tests.factories.cast import Cast
from tests.factories.projects import make_project

_numbers = count(1)


def browser(actor: Actor) -> Client:
    """Signed in, acting in the role of the actor."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(actor.user)
    session = client.session
    session[SESSION_KEY] = actor.membership_id
    session.save()
    return client


def crowd(people: Cast, number: int, state: str = "endorsed", **values) -> list[Project]:
    """So many projects in a state; the first went through the services, the others are its copies with `values`."""
    template = make_project(state, people=people)
    rows = []
    for _index in range(number):
        row = Project.objects.get(pk=template.pk)
        unique = next(_numbers)
        row.pk, row.reference, row.title = None, f"P-{unique:08d}", f"Copy {unique}"
        for name, value in values.items():
            setattr(row, name, value)
        rows.append(row)
    Project.objects.bulk_create(rows)
    return list(Project.objects.filter(reference__in=[row.reference for row in rows]).order_by("pk"))


def references(rows: Iterable[Project]) -> list[str]:
    return [row.reference for row in rows]
