"""The closing report: written by the applicant, confirmed by the laboratory exactly as it stands."""

import pytest

from applications.models import Invoice
from review import services
from review.facts import is_confirmed
from review.models import ClosingReport
from tests.factories.institutions import pdf
from tests.factories.projects import TOTAL, add_invoice, make_project, reread, write_report
from workflow.corrections import Wanted
from workflow.errors import Blocked, NotPermitted, StaleVersion, Unfit, WrongState
from workflow.models import Correction, Document, Event
from workflow.models.document import DocumentKind


@pytest.fixture
def project(people):
    return make_project("contracted", people=people)


def confirmed(project, people):
    """A complete report with the laboratory's word."""
    project = write_report(project, people)
    services.confirm_report(project, actor=people.laboratory)
    return reread(project)


def test_confirmed_report_is_handed_in(people, project) -> None:
    project = confirmed(project, people)

    event = services.submit_closing(project, actor=people.applicant)

    assert reread(project).state == "closing_submitted"
    assert event.evidence == {"report_digest": project.report_confirmed, "actual_cost": TOTAL}
    assert not [item for item in event.findings if item["outcome"] == "block"]


@pytest.mark.parametrize("change", ["words", "invoice", "file", "removed invoice"])
def test_any_change_makes_the_confirmation_void(people, project, change) -> None:
    project = confirmed(project, people)
    match change:
        case "words":
            services.save_report(project, actor=people.applicant, content={"results": "Another result."})
        case "invoice":
            add_invoice(project, people, amount=1)
        case "removed invoice":
            services.remove_invoice(project.invoices.get(), actor=people.applicant)
        case "file":
            services.attach_report_document(
                project, pdf("late.pdf"), kind=DocumentKind.RESULT, actor=people.applicant
            )

    assert not is_confirmed(ClosingReport.objects.of(reread(project)))
    with pytest.raises(Blocked) as refusal:
        services.submit_closing(project, actor=people.applicant)
    assert refusal.value.findings.of("CMP-2").outcome == "block"
    assert reread(project).state == "contracted"


def test_saving_the_same_words_keeps_the_confirmation(people, project) -> None:
    project = confirmed(project, people)
    report = ClosingReport.objects.of(project)

    services.save_report(project, actor=people.applicant, content={"results": report.results})

    assert is_confirmed(ClosingReport.objects.of(reread(project)))


def test_incomplete_report_cannot_be_confirmed(people, project) -> None:
    with pytest.raises(Unfit):
        services.confirm_report(project, actor=people.laboratory)
    services.save_report(project, actor=people.applicant, content={"work_done": "Half of it."})
    with pytest.raises(Unfit):
        services.confirm_report(project, actor=people.laboratory)

    assert not Event.objects.of(project).filter(transition="confirm_report").exists()


def test_only_the_laboratory_of_the_project_confirms(people, project) -> None:
    project = write_report(project, people)

    for actor in (people.applicant, people.officer, people.service):
        with pytest.raises(NotPermitted):
            services.confirm_report(project, actor=actor)


@pytest.mark.parametrize(
    ("missing", "rule"),
    [("payment proof", "CMP-1"), ("invoice", "CMP-3"), ("confirmation", "CMP-2")],
)
def test_report_with_a_gap_is_refused_and_leaves_nothing(people, project, missing, rule) -> None:
    project = write_report(project, people)
    if missing == "payment proof":
        Document.objects.of(project).filter(kind=DocumentKind.PAYMENT_PROOF).update(kind=DocumentKind.OTHER)
    if missing == "invoice":
        services.remove_invoice(project.invoices.get(), actor=people.applicant)
    if missing != "confirmation":
        services.confirm_report(project, actor=people.laboratory)

    with pytest.raises(Blocked) as refusal:
        services.submit_closing(project, actor=people.applicant)

    assert [finding.rule for finding in refusal.value.findings.blocking] == [rule]
    assert reread(project).state == "contracted"
    assert not Event.objects.of(project).filter(transition="submit_closing").exists()


def test_invoice_is_used_once_in_the_whole_programme(people, project) -> None:
    first = add_invoice(project, people, number="2026 0001")
    other = make_project("contracted", people=people, call=project.call)

    with pytest.raises(Unfit, match="already used in the programme"):
        add_invoice(other, people, number="20260001")

    assert list(Invoice.objects.filter(number="20260001")) == [first]


def test_invoice_of_another_seller_may_have_the_same_number(people, project) -> None:
    add_invoice(project, people, number="7")

    add_invoice(project, people, number="7", seller_uscc=people.service.organisation.uscc)

    assert project.invoices.filter(number="7").count() == 2


@pytest.mark.parametrize(("changes", "field"), [({"amount": 0}, "__all__"), ({"number": " "}, "number")])
def test_invoice_that_does_not_fit_names_the_field(people, project, changes, field) -> None:
    with pytest.raises(Unfit) as refusal:
        add_invoice(project, people, **changes)

    assert list(refusal.value.fields) == [field]


def test_report_is_written_by_the_applicant_while_the_work_is_done(people, project) -> None:
    with pytest.raises(NotPermitted):
        services.save_report(project, actor=people.laboratory, content={"results": "Mine."})
    submitted = make_project("closing_submitted", people=people, call=project.call)
    with pytest.raises(WrongState):
        services.save_report(submitted, actor=people.applicant, content={"results": "Later."})


def test_report_that_somebody_changed_meanwhile_is_not_overwritten(people, project) -> None:
    opened = services.save_report(project, actor=people.applicant, content={"results": "First."}).updated_at
    services.save_report(project, actor=people.applicant, content={"results": "Second."}, seen=opened)

    with pytest.raises(StaleVersion):
        services.save_report(project, actor=people.applicant, content={"results": "Third."}, seen=opened)

    assert ClosingReport.objects.of(project).results == "Second."


def test_new_file_takes_the_place_of_the_one_it_replaces(people, project) -> None:
    wrong = services.attach_report_document(
        project, pdf("wrong.pdf"), kind=DocumentKind.RESULT, actor=people.applicant
    )
    right = services.attach_report_document(
        project, pdf("right.pdf"), kind=DocumentKind.RESULT, actor=people.applicant, replaces=wrong
    )

    assert list(Document.objects.of(project).current().filter(kind=DocumentKind.RESULT)) == [right]
    with pytest.raises(Unfit):
        services.attach_report_document(project, pdf(), kind=DocumentKind.CONTRACT, actor=people.applicant)


def test_returned_report_comes_back_with_the_difference_and_a_new_confirmation(people) -> None:
    project = make_project("closing_submitted", people=people)
    services.return_closing(project, actor=people.officer, wanted=[Wanted("effects", "Give figures.")])
    project = reread(project)
    assert (project.state, project.report_confirmed) == ("contracted", "")

    services.save_report(project, actor=people.applicant, content={"effects": "12 % fewer complaints."})
    services.confirm_report(project, actor=people.laboratory)
    services.submit_closing(project, actor=people.applicant)

    answered = Correction.objects.of(project).get()
    assert (answered.before, answered.after) == ("Complaints fell by half.", "12 % fewer complaints.")


def test_recalled_report_keeps_the_confirmation(people) -> None:
    project = make_project("closing_submitted", people=people)

    services.recall_closing(project, actor=people.applicant)
    services.submit_closing(reread(project), actor=people.applicant)

    assert reread(project).state == "closing_submitted"
