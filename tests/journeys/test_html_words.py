"""What pages promise by their words: every clause that a finding names can be read, the trail speaks the reader's language."""

import pytest

from applications.services import dry_run
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey-words")]


def test_every_clause_of_a_finding_is_on_the_page_of_rules(world, person):
    project = world.begin("draft", ago=1)
    applicant = person("applicant")
    page = applicant.open(f"{project.get_absolute_url()}submit/")
    named = {href.partition("#")[2] for href, _words in page.links if href.startswith("/rules/#")}
    shown = {finding.clause for finding in dry_run(project)}
    rules = Visitor().open("/rules/").html

    assert {"Q1", "Q7", "Edition"} <= named
    assert shown - named == {"GB 32100"}, "a national standard is no clause of the programme"
    assert [clause for clause in named if f'id="{clause}"' not in rules] == []


def test_the_auditor_reads_steps_in_words(world, person):
    project = world.begin("approved", ago=3)
    auditor = person("auditor")

    assert "Endorse" in auditor.open("/dashboard/").main
    trail = auditor.open(f"/audit/?q={project.reference}").main
    assert "Endorse endorse" in trail, "in words, and as the record says it"


def test_a_newcomer_is_led_to_the_first_application(world, person):
    applicant = person("applicant3")
    page = applicant.open("/dashboard/")

    assert "Your first project" in page.main
    applicant.follow("/projects/new/")


def test_the_next_steps_stand_before_what_was_written(world, person):
    project = world.begin("awarded", ago=30)
    page = person("applicant").open(project.get_absolute_url()).main

    assert page.index("Next steps") < page.index("What the rules say") < page.index("The application")
