"""An industrial design project goes to a listed laboratory that offers industrial design (clause Q3)."""

import pytest
from django.urls import reverse

from applications import services
from labs import services as labs
from labs.models import Laboratory
from tests.factories.labs import make_laboratory
from tests.factories.projects import make_project, reread
from workflow.errors import Blocked

DESIGN = {"is_industrial_design": True, "design_purpose": "trial_production"}


def submission_of(people, *, offers: bool, **content):
    laboratory = make_laboratory(offers_industrial_design=offers, host_organisation="北京设计院")
    return make_project("draft", people=people, laboratory=laboratory, **(DESIGN | content))


def refused_by(project, people) -> list[str]:
    with pytest.raises(Blocked) as refusal:
        services.submit(project, actor=people.applicant)
    return [finding.rule for finding in refusal.value.findings.blocking]


def test_laboratory_that_offers_design_takes_the_project(people):
    project = submission_of(people, offers=True)
    services.submit(project, actor=people.applicant)
    assert reread(project).state == "submitted"


def test_laboratory_that_does_not_offer_design_is_refused(people):
    project = submission_of(people, offers=False)
    assert refused_by(project, people) == ["ELG-10"]
    assert reread(project).state == "draft"


def test_the_same_laboratory_takes_a_project_without_design(people):
    project = submission_of(people, offers=False, is_industrial_design=False, design_purpose="")
    services.submit(project, actor=people.applicant)
    assert reread(project).state == "submitted"


def test_design_laboratory_that_left_the_directory_is_refused_for_both(people):
    project = submission_of(people, offers=True)
    labs.suspend(project.laboratory, actor=people.officer, note="Until the new licence is there.")
    assert "ELG-10" in refused_by(reread(project), people)


def test_page_of_the_submission_says_why(people, client):
    project = submission_of(people, offers=False)
    client.force_login(people.applicant.user)
    url = reverse("applications:submit", args=[project.reference])
    answer = client.post(url)
    assert answer.status_code == 422
    assert [finding.rule for finding in answer.context["findings"].blocking] == ["ELG-10"]

    Laboratory.objects.filter(pk=project.laboratory_id).update(offers_industrial_design=True)
    assert client.post(url).status_code == 302
    assert reread(project).state == "submitted"
