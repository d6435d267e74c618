"""Every step's paper in both languages: one number, one record, the same bytes; and the file is what the record says."""

from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from applications.models import Project
from papers import services
from papers.models import IssuedPaper, PaperPrint, PaperRun
from papers.registry import issuing_steps, papers_of
from papers.services.issuing import set_from, subject_of
from tests.factories.projects import make_project
from workflow.models import Event

LANGUAGES = ("zh-hans", "en")


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def step(project, name: str) -> Event:
    return Event.objects.of(project).filter(transition=name).select_related("actor", "on_behalf_of").last()


def issue_all(event: Event, language: str) -> dict[str, IssuedPaper]:
    subject = subject_of(event)
    return {paper.kind: services.issue(event, subject, paper, language) for paper in papers_of(event)}


@pytest.fixture
def paid(people):
    return make_project("paid", people=people)


def test_every_paper_of_a_whole_life_is_set_in_both_languages(paid):
    found = {}
    for event in Event.objects.of(paid).select_related("actor", "on_behalf_of"):
        for language in LANGUAGES:
            for kind, row in issue_all(event, language).items():
                found[kind, language] = words(services.pdf_of(row))
                assert row.number in found[kind, language]
                assert row.digest in found[kind, language]
                assert paid.title.replace(" ", "") in found[kind, language].replace(" ", "")
    assert {kind for kind, _language in found} == {
        "application",
        "receipt",
        "approval_letter",
        "award_notice",
        "contract_receipt",
        "closing_receipt",
        "closing_letter",
        "redemption_receipt",
        "redemption_decision",
    }
    assert paid.voucher_number in found["award_notice", "zh-hans"]


@pytest.mark.parametrize(
    ("state", "name", "kind", "said"),
    [
        ("returned", "return_for_correction", "return_letter", "Name the alloys."),
        ("declined", "decline", "decline_letter", "Not a project of ours."),
        ("rejected", "reject", "rejection_letter", ""),
        ("not_closed", "refuse_closing", "no_closing_letter", ""),
    ],
)
def test_letter_gives_the_reasons_of_its_step(people, state, name, kind, said):
    event = step(make_project(state, people=people), name)
    text = words(services.pdf_of(issue_all(event, "en")[kind]))
    assert (said or event.note or event.evidence["reasons"]) in text


def test_refusal_to_close_shows_the_contracts_own_clause_and_decides_nothing(people):
    project = make_project("not_closed", people=people)
    text = words(services.pdf_of(issue_all(step(project, "refuse_closing"), "en")["no_closing_letter"]))
    assert project.failure_clause.replace(" ", "") in text.replace(" ", "")
    assert "decides nothing about that" in text


def test_number_is_shared_by_languages_and_given_without_a_gap(people):
    first, second = (step(make_project("awarded", people=people), "award") for _ in range(2))
    numbers = [
        issue_all(event, language)["award_notice"].number
        for event in (first, second)
        for language in LANGUAGES
    ]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    assert int(numbers[2][-6:]) == int(numbers[0][-6:]) + 1


def test_same_step_gives_the_same_paper_and_the_same_bytes(people):
    event = step(make_project("awarded", people=people), "award")
    row = issue_all(event, "en")["award_notice"]
    kept = services.keep(row)
    assert issue_all(event, "en")["award_notice"] == row
    assert services.keep(row) == kept
    assert set_from(row) == services.pdf_of(row)


def test_number_that_fails_to_be_written_is_given_to_the_next(people):
    event = step(make_project("awarded", people=people), "award")
    with transaction.atomic():
        lost = issue_all(event, "en")["award_notice"].number
        transaction.set_rollback(True)
    assert issue_all(event, "en")["award_notice"].number == lost


def test_due_papers_are_issued_in_the_readers_languages(people):
    project = make_project("awarded", people=people)
    user = people.applicant.user
    user.language = "en"
    user.save()
    while services.issue_due():
        pass
    rows = IssuedPaper.objects.of_subject(project)
    assert {(row.kind, row.language) for row in rows} == {
        (kind, "en") for kind in ("application", "receipt", "approval_letter", "award_notice")
    }
    assert PaperPrint.objects.filter(paper__in=rows).count() == 4
    assert services.issue_due() == 0


def test_step_whose_paper_fails_is_tried_again_and_holds_up_nobody(people, settings, tmp_path, monkeypatch):
    project = make_project("submitted", people=people)
    monkeypatch.setattr("papers.services.issuing.LAYOUTS", tmp_path)
    assert services.issue_due() == 0
    run = PaperRun.objects.get(event=step(project, "submit"))
    assert (run.done_at, run.attempts) == (None, 1)
    monkeypatch.undo()
    assert services.issue_due() == 0  # it rests
    PaperRun.objects.update(next_at=run.event.at)
    assert services.issue_due() == 1


def test_application_that_may_have_changed_since_is_not_made_any_more(people):
    project = make_project("returned", people=people)
    event = step(project, "submit")
    subject = subject_of(event)
    faithful = {paper.kind: paper.is_faithful(event, subject) for paper in papers_of(event)}
    assert faithful == {"application": False, "receipt": True}


def test_database_refuses_to_change_or_delete_a_paper(people):
    row = issue_all(step(make_project("submitted", people=people), "submit"), "en")["receipt"]
    services.keep(row)
    for change in (
        lambda: IssuedPaper.objects.filter(pk=row.pk).update(number="RC-1999-000001"),
        lambda: PaperPrint.objects.filter(paper=row).update(sha256="0" * 64),
        lambda: PaperPrint.objects.filter(paper=row).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_verify_papers_finds_a_changed_and_a_missing_file(people, capsys):
    made = issue_all(step(make_project("submitted", people=people), "submit"), "en")
    prints = {kind: services.keep(row) for kind, row in made.items()}
    call_command("verify_papers")
    with prints["receipt"].file.open("ab") as file:
        file.write(b"%")
    with pytest.raises(CommandError, match="1 of 2"):
        call_command("verify_papers")
    assert f"{made['receipt'].number} en" in capsys.readouterr().out
    prints["receipt"].file.delete(save=False)
    assert services.verify(made["receipt"]) == "missing"
    assert services.pdf_of(made["receipt"]) == set_from(made["receipt"])


def test_preview_has_every_word_of_the_letter_but_number_and_digest(people):
    project = make_project("approved", people=people)
    event = step(project, "approve")
    sent = words(services.pdf_of(issue_all(event, "en")["approval_letter"]))
    (seen,) = services.preview(
        subject_of(event),
        "approve",
        actor=people.officer,
        note=event.note,
        evidence=event.evidence,
        languages=["en"],
    )
    row = IssuedPaper.objects.get(kind="approval_letter", event=event)
    foot = f"Digest of the record (SHA-256): {row.digest}"
    assert (
        words(seen.pdf).replace(f"{row.number[:-6]}······", row.number).split()
        == sent.replace(foot, "").split()
    )


def test_every_declared_step_exists():
    names = {transition.name for transition in Project._meta.get_field("state").get_all_transitions(Project)}
    assert {name for label, name in issuing_steps() if label == "applications.project"} <= names
