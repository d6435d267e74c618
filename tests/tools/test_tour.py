"""The tour: every picture has a name and words of its own, the page shows those that are there."""

import pytest

from tools import tour
from tools.tour_pages import SECTIONS, Shot

SHOTS = [shot for _title, _words, shots in SECTIONS for shot in shots]


def test_every_picture_has_a_name_of_its_own():
    names = [shot.name for shot in SHOTS]

    assert len(names) == len(set(names))


def test_both_languages_looks_and_widths_are_shown():
    assert {(shot.narrow, shot.dark, shot.english) for shot in SHOTS} == {
        (narrow, dark, english)
        for narrow in (True, False)
        for dark in (True, False)
        for english in (True, False)
    }


def test_the_page_leaves_out_what_could_not_be_taken():
    text = tour.written(lambda shot: shot.name in {"home", "sign-in", "auditor-trail"})

    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Before signing in",
        "## Approver, finance, expert, auditor",
    ]
    assert text.count("](images/tour/") == 3


def test_a_state_that_nobody_has_is_said():
    programme = tour.Programme.__new__(tour.Programme)
    programme.found = {("applicant", "draft"): ("P-1", "applicant2@demo.example")}
    programme.others = {"lab": "L-1"}

    assert programme.resolve(Shot("a", "/projects/{project}/", "A", "applicant", "draft")) == (
        "/projects/P-1/",
        "applicant2@demo.example",
    )
    assert (
        programme.resolve(Shot("a", "/projects/{project}/", "A", "officer", "draft"))[1]
        == "officer@demo.example"
    )
    assert programme.resolve(Shot("a", "/laboratories/{lab}/", "A")) == ("/laboratories/L-1/", "")
    with pytest.raises(tour.Missing, match="no project of the applicant is paid"):
        programme.resolve(Shot("a", "/projects/{project}/", "A", "applicant", "paid"))
