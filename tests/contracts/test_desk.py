"""The contract desk in the browser's words: template, draft, progress, findings, an officer's word, and who sees what."""

import io
import json
import time
from pathlib import Path

import docx
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from contracts import services
from contracts.models import Reading
from contracts.reading.reader import read
from tests.contracts.papers import paper_of, read_all, reading_of
from tests.factories.projects import contract_of, make_project, reread


def address(name: str, project, *more) -> str:
    return reverse(f"contracts:{name}", args=[project.reference, *more])


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def submitted(people):
    """A project whose contract was handed in as a real paper and read."""
    project = make_project("awarded", people=people)
    services.submit_contract(
        project, actor=people.applicant, data=contract_of(project), upload=paper_of(project)
    )
    read_all()
    return reread(project)


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_template_says_what_the_reader_finds(people, browser, tmp_path: Path, form: str) -> None:
    project = make_project("awarded", people=people)
    asked = {"total": "100,000", "failure": "rework", "form": form, "number": "HT-9"}

    response = browser(people.applicant).get(address("contract_template", project), asked)

    path = tmp_path / f"contract.{form}"
    path.write_bytes(response.content)
    said = read(path)
    expected = {
        "party_a": project.applicant.name,
        "party_b": project.laboratory.host_organisation,
        "contract_number": "HT-9",
        "total_amount": "100000.00",
        "total_amount_capitals": "壹拾万元整",
        "voucher_number": project.voucher_number,
        "voucher_amount": "50000.00",
        "own_payment": "50000.00",
        "sign_date": None,
    }
    assert {name: said[name].value for name in expected} == expected
    assert "免费完善成果" in said["failure_clause"].value


def test_same_template_is_set_once_and_another_anew(people) -> None:
    project = make_project("awarded", people=people)
    asked = {"actor": people.applicant, "form": "pdf", "failure": "each"}

    def seconds(total: int) -> float:
        begun = time.perf_counter()
        services.template(project, total=total, **asked)
        return time.perf_counter() - begun

    first = services.template(project, total=10_000_000, **asked)
    assert seconds(10_000_000) < 0.02
    assert services.template(project, total=10_000_000, **asked) == first
    assert services.template(project, total=12_000_000, **asked) != first
    project.title = "Another title"
    assert services.template(project, total=10_000_000, **asked) != first


def test_templates_are_limited_per_person(people, browser) -> None:
    project = make_project("awarded", people=people)
    asked = {"total": "100,000", "failure": "rework", "form": "docx"}
    client = browser(people.applicant)

    answers = [client.get(address("contract_template", project), asked).status_code for _turn in range(21)]

    assert answers == [200] * 20 + [429]
    assert browser(people.laboratory).get(address("contract_template", project), asked).status_code == 200


def test_foreign_words_stay_words_in_the_template(people, browser) -> None:
    project = make_project("awarded", people=people, content="{{ title }} {% for x in y %} <w:br/> &amp;")
    asked = {"total": "100,000", "failure": "each", "form": "docx"}

    response = browser(people.applicant).get(address("contract_template", project), asked)

    words = "\n".join(line.text for line in docx.Document(io.BytesIO(response.content)).paragraphs)
    assert "{{ title }} {% for x in y %} <w:br/> &amp;" in words


def test_template_below_the_voucher_is_refused_at_the_field(people, browser) -> None:
    project = make_project("awarded", people=people)
    asked = {"total": "49,999.99", "failure": "each", "form": "docx"}

    response = browser(people.applicant).get(address("contract_template", project), asked)

    assert response.status_code == 422
    assert "The contract amount is at least the voucher of 50,000.00 元." in text_of(response)


def test_draft_is_checked_by_the_person_who_writes_it_alone(people, browser) -> None:
    project = make_project("awarded", people=people)
    client = browser(people.applicant)

    response = client.post(address("check_draft", project), {"draft": paper_of(project)})
    assert "The paper waits to be read." in text_of(client.get(response.url))
    read_all()

    page = text_of(client.get(response.url))
    assert "Figures and capitals both say 100,000.00 元." in page
    assert browser(people.laboratory).get(response.url).status_code == 404
    assert browser(people.officer).get(response.url).status_code == 404
    assert client.post(f"{response.url}forget/").status_code == 302
    assert Reading.objects.count() == 0


def test_progress_says_the_page_that_is_read(people, browser, submitted) -> None:
    Reading.objects.update(state="reading", page=3, pages=12, content={})
    row = Reading.objects.get()

    page = text_of(browser(people.officer).get(address("reading", submitted, row.uuid)))

    assert "Reading page 3 of 12" in page


def test_officer_overrules_on_the_page_and_clears(people, browser, submitted) -> None:
    client, url = browser(people.officer), address("clear_contract", submitted)
    page = text_of(client.get(url))
    assert "The contract was signed on 2026-01-01, before the award" in page
    assert client.post(url, {"determined_amount": "90,000"}).status_code == 422

    row = reading_of(submitted)
    judge = address("judge_reading", submitted, row.uuid)
    for rule in ("REA-5", "REA-6"):
        word = {"rule": rule, "verdict": "overruled", "reason": "The date is a slip; see page 1."}
        assert client.post(judge, word).status_code == 302

    assert "The date is a slip; see page 1." in text_of(client.get(url))
    assert client.post(url, {"determined_amount": "90,000"}).status_code == 302
    assert reread(submitted).determined_amount == 90_000 * 100


def test_amount_is_judged_while_it_is_typed(people, browser, submitted) -> None:
    page = text_of(
        browser(people.officer).get(address("clear_contract", submitted), {"determined_amount": "1,000.01"})
    )

    assert "At most 500.00 元 of the voucher can be redeemed" in page
    assert 'hx-select=".vp-findings"' in page


def test_who_reads_a_paper_and_who_judges_it(people, browser, submitted) -> None:
    row = Reading.objects.get()
    url, judge = address("reading", submitted, row.uuid), address("judge_reading", submitted, row.uuid)
    word = {"rule": "REA-5", "verdict": "confirmed"}

    assert browser(people.applicant).get(url).status_code == 200
    assert "Confirm or overrule" not in text_of(browser(people.applicant).get(url))
    assert browser(people.stranger).get(url).status_code == 404
    assert browser(people.applicant).post(judge, word).status_code == 403
    assert browser(people.stranger).post(judge, word).status_code == 404


def test_command_prints_the_promised_json(people, tmp_path: Path) -> None:
    project = make_project("awarded", people=people)
    path = tmp_path / "contract.docx"
    path.write_bytes(paper_of(project).read())
    out = io.StringIO()

    call_command("read_contract", str(path), project=project.reference, stdout=out)

    answer = json.loads(out.getvalue())
    assert list(answer) == ["fields", "findings"]
    assert len(answer["fields"]) == 12
    assert set(answer["fields"]["party_a"]) == {"value", "page", "excerpt", "confidence"}
    assert answer["fields"]["total_amount"]["value"] == "100000.00"
    assert {row["rule"] for row in answer["findings"] if row["outcome"] == "block"} == {"REA-5"}


def test_command_tells_why_a_file_cannot_be_read(people, tmp_path: Path) -> None:
    path = tmp_path / "contract.pdf"
    path.write_bytes(b"%PDF-1.7 nothing more")

    with pytest.raises(CommandError) as refusal:
        call_command("read_contract", str(path))
    assert refusal.value.returncode == 2
    with pytest.raises(CommandError) as refusal:
        call_command("read_contract", str(path), project="P-NOBODY")
    assert refusal.value.returncode == 1
