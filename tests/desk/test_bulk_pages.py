"""The pages of work on many files, as people of the office click through them."""

from __future__ import annotations

import csv
from io import StringIO
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.middleware import SESSION_KEY
from applications.models import Project
from desk.models import Batch, PendingDecision
from desk.services import bulk, deciding
from tests.factories.cast import cast
from tests.factories.projects import make_call, make_project


@pytest.fixture
def town(db) -> SimpleNamespace:
    people = cast()
    call = make_call(people=people)
    files = [make_project("endorsed", people=people, call=call) for _number in range(3)]
    return SimpleNamespace(people=people, files=files, other=make_project("awarded", people=people))


def browser(actor) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(actor.user)
    session = client.session
    session[SESSION_KEY] = actor.membership_id
    session.save()
    return client


def start(client: Client, files, action: str = "") -> Batch:
    references = [project.reference for project in files]
    answer = client.post(reverse("desk:batches"), {"selected": references, "action": action})
    assert answer.status_code == 302
    return Batch.objects.order_by("-pk")[0]


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_whole_way_from_the_ticks_to_the_result(town):
    client = browser(town.people.officer)
    batch = start(client, [*town.files, town.other])
    url = batch.get_absolute_url()

    choice = text(client.get(url))
    asked = client.post(
        reverse("desk:batch_choose", args=[batch.reference]), {"action": "reject"}, follow=True
    )
    preview = client.post(asked.request["PATH_INFO"], {"note": "Too <late>."}, follow=True)
    done = client.post(reverse("desk:batch_confirm", args=[batch.reference]), follow=True)

    assert "3 of 4 files stand where this starts" in choice
    assert "3 of 4</strong> files can go" in text(preview)
    assert "This step is not possible now" in text(preview)
    assert "Files: 3. These applications end here" in text(preview)
    assert "<strong>3</strong> done · <strong>1</strong> refused" in text(done)
    assert Project.objects.filter(state="rejected").count() == 3


def test_everything_that_matches_is_one_selection(town):
    client = browser(town.people.officer)

    client.post(reverse("desk:batches"), {"everything": "1", "query": "tab=all&state=endorsed"})

    assert Batch.objects.get().items.count() == 3


def test_question_without_its_answer_stays_and_says_so(town):
    client = browser(town.people.officer)
    batch = start(client, town.files, "reject")

    answer = client.post(reverse("desk:batch_inputs", args=[batch.reference]), {"note": ""})

    assert answer.status_code == 422
    batch.refresh_from_db()
    assert batch.stage == "choosing"


def test_result_is_taken_away_without_formulas(town):
    Project.objects.filter(pk=town.files[0].pk).update(title="=HYPERLINK(1)")
    client = browser(town.people.officer)
    batch = start(client, town.files, "claim")

    table = client.get(reverse("desk:batch_result", args=[batch.reference, "csv"])).content.decode(
        "utf-8-sig"
    )
    book = client.get(reverse("desk:batch_result", args=[batch.reference, "xlsx"]))

    lines = list(csv.reader(StringIO(table)))
    assert lines[1][:4] == [town.files[0].reference, "'=HYPERLINK(1)", town.files[0].applicant.name, "Can go"]
    assert book.content[:2] == b"PK"
    assert client.get(reverse("desk:batch_result", args=[batch.reference, "pdf"])).status_code == 404


@pytest.mark.parametrize("who", ["applicant", "recommender", "laboratory", "service", "stranger"])
def test_nobody_outside_the_office_finds_a_trace(town, who):
    officer = town.people.officer
    deciding.record(town.files[0], actor=officer, kind="reject", reason="A secret reason.")
    batch = bulk.open_batch(town.files, actor=officer, action="record", inputs={"kind": "approve"})
    client = browser(getattr(town.people, who))

    answers = {
        name: client.get(reverse(f"desk:{name}", args=args)).status_code
        for name, args in {
            "batches": [],
            "pending": [],
            "letters": [],
            "batch": [batch.reference],
            "batch_progress": [batch.reference],
            "record_pending": [town.files[0].reference],
        }.items()
    }
    posted = [
        client.post(reverse("desk:batch_confirm", args=[batch.reference])).status_code,
        client.post(reverse("desk:batch_stop", args=[batch.reference])).status_code,
        client.post(reverse("desk:withdraw_pending", args=[PendingDecision.objects.get().pk])).status_code,
        client.post(reverse("desk:batches"), {"selected": [town.files[0].reference]}).status_code,
    ]

    foreign = 404 if who == "stranger" else 403
    assert answers == {
        "batches": 403,
        "pending": 403,
        "letters": 403,
        "batch": 404,
        "batch_progress": 404,
        "record_pending": foreign,
    }
    assert posted == [404, 404, 404, 403]
    pages = [town.files[0].get_absolute_url(), reverse("dashboard"), f"{reverse('search')}?q=secret"]
    assert not [page for page in pages if "A secret reason" in text(client.get(page))]


def test_auditor_reads_and_changes_nothing(town):
    officer, client = town.people.officer, browser(town.people.auditor)
    decision = deciding.record(town.files[0], actor=officer, kind="reject", reason="Too late.")
    batch = bulk.open_batch(town.files, actor=officer, action="claim", inputs={})
    bulk.work(batch, seconds=60)

    assert client.get(batch.get_absolute_url()).status_code == 200
    assert "Too late." in text(client.get(reverse("desk:pending")))
    for name, args in (
        ("batch_confirm", [batch.reference]),
        ("batch_stop", [batch.reference]),
        ("batch_go_on", [batch.reference]),
        ("withdraw_pending", [decision.pk]),
    ):
        assert client.post(reverse(f"desk:{name}", args=args)).status_code == 403
    decision.refresh_from_db()
    assert decision.is_open


def test_progress_is_a_figure_until_the_page_is_read_anew(town):
    client = browser(town.people.officer)
    batch = bulk.open_batch(town.files, actor=town.people.officer, action="claim", inputs={})
    bulk._work_one(batch.pk)
    url = reverse("desk:batch_progress", args=[batch.reference])

    moving = text(client.get(url))
    bulk.work(batch, seconds=60)
    still = client.get(url)

    assert "1 of 3" in moving
    assert still.headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_the_database_the_same_whatever_they_show(town, number):
    client, officer = browser(town.people.officer), town.people.officer
    for project in town.files[:number]:
        deciding.record(project, actor=officer, kind="reject", reason="Too late.")
    batch = bulk.open_publication(PendingDecision.objects.open().select_related("project"), actor=officer)
    bulk.work(batch, seconds=60)

    for url in (batch.get_absolute_url(), reverse("desk:pending"), reverse("desk:batches")):
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(url).status_code == 200
        assert len(asked) <= 12, [query["sql"][:90] for query in asked]
