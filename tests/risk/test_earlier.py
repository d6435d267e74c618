"""A project that repeats one from before the portal is shown with the row of the earlier records."""

import pytest
from django.test import Client
from django.urls import reverse

from applications.models import HistoricProject
from risk import services
from risk.enums import SignalKind
from risk.models import Signal
from tests.factories.cast import Cast, cast
from tests.factories.projects import make_project


@pytest.fixture
def people(db) -> Cast:
    return cast()


@pytest.fixture
def project(people):
    return make_project("submitted", people=people)


def earlier(project, **changes) -> HistoricProject:
    """A row of the archive about the same applicant, laboratory and amount."""
    given = {
        "number": "2019-KY-017",
        "year": 2019,
        "title": "另一个题目",
        "applicant_name": project.applicant.name,
        "applicant_uscc": project.applicant.uscc,
        "laboratory_name": project.laboratory.organisation.name,
        "contract_fen": project.total_amount,
        "outcome": "paid",
    }
    return HistoricProject.objects.create(**given | changes)


def told(project) -> dict[str, dict]:
    services.scan(project)
    found = Signal.objects.filter(project=project, kind=SignalKind.EARLIER).standing()
    return {row.key: row.figures for row in found}


def test_same_applicant_laboratory_and_amount_is_told(project) -> None:
    row = earlier(project)

    assert told(project) == {"same_work": {"numbers": [row.number], "count": 1}}


def test_same_title_is_told_whoever_applied(project) -> None:
    changes = {"applicant_name": "别的公司", "applicant_uscc": "", "laboratory_name": "别的实验室"}
    row = earlier(project, title=project.title, **changes)

    assert told(project) == {"same_title": {"numbers": [row.number], "count": 1}}


@pytest.mark.parametrize(
    "changes",
    [
        {"contract_fen": 1},
        {"contract_fen": None},
        {"laboratory_name": "别的实验室"},
        {"applicant_uscc": "91110108MA00OTHER1"},
        {"applicant_uscc": "", "applicant_name": "别的公司"},
    ],
)
def test_one_thing_in_common_says_nothing(project, changes) -> None:
    earlier(project, **changes)

    assert told(project) == {}


def test_row_without_a_code_is_known_by_the_name(project) -> None:
    earlier(project, applicant_uscc="")

    assert list(told(project)) == ["same_work"]


def test_office_reads_the_row_and_the_applicant_nothing(people, project) -> None:
    row = earlier(project)
    told(project)
    address = reverse("risk:project_signals", args=[project.reference])
    answers = {}
    for name in ("officer", "auditor", "applicant"):
        client = Client(headers={"accept-language": "en"})
        client.force_login(getattr(people, name).user)
        answers[name] = client.get(address)

    assert answers["applicant"].status_code == 404
    for name in ("officer", "auditor"):
        assert row.number in answers[name].content.decode()
        assert "same applicant, laboratory and contract amount" in answers[name].content.decode()
