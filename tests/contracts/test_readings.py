"""Readings: findings on a real paper, what officers say about them, and what of it the Event keeps."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from contracts import services
from contracts.enums import ReadingState, Verdict
from contracts.models import Contract, Judgement, Reading
from policy.findings import Outcome
from tests.contracts.papers import BLANK_DAY, paper_of, read_all, reading_of
from tests.factories.cast import YUAN
from tests.factories.institutions import pdf
from tests.factories.projects import TOTAL, contract_of, make_project, reread
from workflow.errors import Blocked, NotPermitted, Unfit, WrongState
from workflow.models import Event


@pytest.fixture
def submitted(people):
    """A project whose contract was handed in as a real paper; `changes` are words on it."""

    def submit(**changes):
        project = make_project("awarded", people=people)
        upload = paper_of(project, **changes)
        services.submit_contract(project, actor=people.applicant, data=contract_of(project), upload=upload)
        return reread(project)

    return submit


def outcomes(project) -> dict[str, str]:
    findings = services.compare(reading_of(project), Contract.objects.handed_in(project))
    return {finding.rule: finding.outcome.value for finding in findings}


def overrule(project, people, rule: str, reason: str = "Seen on the paper."):
    reading = Reading.objects.of_document(Contract.objects.handed_in(project).document)
    return services.judge_finding(
        reading, actor=people.officer, rule=rule, verdict=Verdict.OVERRULED, reason=reason
    )


def clear(project, people, amount: int = TOTAL):
    return services.clear_contract(project, actor=people.officer, determined_amount=amount)


def test_own_template_agrees_with_its_project_in_everything_but_the_day(people, submitted) -> None:
    found = outcomes(submitted())

    assert {rule for rule, outcome in found.items() if outcome == "block"} == {"REA-5", "REA-6"}
    assert {rule for rule, outcome in found.items() if outcome == "warn"} == set()


def test_each_value_comes_with_page_and_excerpt(people, submitted) -> None:
    project = submitted()
    reading = reading_of(project)

    rows = {row["rule"]: row for row in services.placed(reading, services.compare(reading))}

    assert rows["REA-1"]["page"] == 1
    assert project.applicant.name in rows["REA-1"]["excerpt"]
    assert "50,000.00" in rows["REA-12"]["excerpt"]


def test_one_wrong_word_is_one_difference(people, submitted) -> None:
    today = timezone.localdate()
    day = {BLANK_DAY: f"{today.year}年{today.month}月{today.day}日"}

    wrong = outcomes(submitted(**day, 壹拾万元整="壹拾万零壹元整"))

    assert {rule for rule, outcome in wrong.items() if outcome == "block"} == {"REA-7"}


def test_difference_stops_clearing_until_an_officer_overrules_it_with_a_reason(people, submitted) -> None:
    project = submitted()
    read_all()
    with pytest.raises(Blocked) as refusal:
        clear(project, people)
    assert [finding.rule for finding in refusal.value.findings.blocking] == ["CON-20"]

    with pytest.raises(Unfit):
        overrule(project, people, "REA-5", " ")
    for rule in ("REA-5", "REA-6"):
        overrule(project, people, rule)
    event = clear(project, people)

    said = {row["rule"]: row for row in event.evidence["reading"]["judgements"]}
    assert set(said) == {"REA-5", "REA-6"}
    assert (said["REA-5"]["by"], said["REA-5"]["reason"]) == ("Officer Wang", "Seen on the paper.")


def test_confirmed_difference_still_stops_clearing(people, submitted) -> None:
    project = submitted()
    reading = reading_of(project)
    overrule(project, people, "REA-6")
    services.judge_finding(reading, actor=people.officer, rule="REA-5", verdict=Verdict.CONFIRMED)

    with pytest.raises(Blocked):
        clear(project, people)

    overrule(project, people, "REA-5", "A slip of the pen; the parties confirmed the day.")
    clear(project, people)
    assert Judgement.objects.count() == 3


def test_reader_alone_clears_nothing(people, submitted) -> None:
    project = submitted()
    read_all()

    assert reread(project).state == "contract_submitted"
    assert Event.objects.of(project).filter(transition="clear_contract").count() == 0


def test_unread_paper_asks_for_a_person_and_does_not_stop_one(people) -> None:
    project = make_project("contract_submitted", people=people)
    waiting = services.assess_contract(project).of("CON-20")
    reading = reading_of(project)
    unread = services.assess_contract(project).of("CON-20")

    assert (waiting.outcome, unread.outcome) == (Outcome.WARN, Outcome.WARN)
    assert (reading.state, reading.trouble) == (ReadingState.UNREAD, "broken")
    assert clear(project, people).evidence["reading"] == {"state": "unread", "trouble": "broken"}


def test_only_the_office_judges_and_only_while_it_checks(people, submitted) -> None:
    project = submitted()
    reading = reading_of(project)
    word = {"rule": "REA-5", "verdict": Verdict.CONFIRMED}

    with pytest.raises(NotPermitted):
        services.judge_finding(reading, actor=people.applicant, **word)
    with pytest.raises(Unfit):
        services.judge_finding(reading, actor=people.officer, rule="REA-99", verdict=Verdict.CONFIRMED)
    services.recall_contract(project, actor=people.applicant)
    with pytest.raises(WrongState):
        services.judge_finding(reading, actor=people.officer, **word)


def test_database_refuses_to_overrule_without_reason(people, submitted) -> None:
    reading = reading_of(submitted())

    with pytest.raises(IntegrityError), transaction.atomic():
        reading.judgements.create(rule="REA-5", verdict=Verdict.OVERRULED, by=people.officer.user)


def test_paper_is_read_once_however_often_it_is_asked_for(people, submitted) -> None:
    submitted()
    [pk] = Reading.objects.waiting().values_list("pk", flat=True)

    assert [services.run_reading(pk), services.run_reading(pk)] == [True, False]


def test_sweep_takes_up_what_a_dead_worker_left_and_gives_up_after_the_second(people, submitted) -> None:
    submitted()
    long_ago = timezone.now() - timedelta(hours=1)
    rows = Reading.objects.all()
    rows.update(state=ReadingState.READING, started_at=long_ago, attempts=1)
    services.sweep_readings()
    assert rows.get().state == ReadingState.WAITING

    rows.update(state=ReadingState.READING, started_at=long_ago, attempts=2)
    services.sweep_readings()
    assert (rows.get().state, rows.get().trouble) == (ReadingState.UNREAD, "slow")


# --- the same in another project -------------------------------------------------------------------------------------
def test_same_file_in_another_project_is_told_to_the_office(people) -> None:
    first = make_project("awarded", people=people)
    paper = paper_of(first)
    for project in (first, make_project("awarded", people=people)):
        paper.seek(0)
        services.keep_upload(project, paper, actor=people.applicant)
    read_all()

    found = {(twin.what, twin.project.pk) for twin in services.twins_of(project)}

    assert found == {("file", first.pk), ("text", first.pk)}


def test_own_template_alone_makes_no_twins(people) -> None:
    works = (
        "测定三种胶粘剂在湿热条件下的剪切强度并给出寿命预测模型。",
        "设计手持仪器外壳并完成两轮跌落与握持舒适度评估。",
    )
    projects = [make_project("awarded", people=people, content=work) for work in works]
    for project in projects:
        services.keep_upload(project, paper_of(project), actor=people.applicant)
    read_all()

    assert [services.twins_of(project) for project in projects] == [[], []]


def test_copied_content_under_other_names_and_figures_is_nearly_the_same_text(people) -> None:
    content = (
        "制备三组不同厚度的氧化铝涂层试样。在室温和六百摄氏度下各做一百次热循环，记录裂纹长度。"
        "用扫描电镜比较涂层与基体之间的界面形貌。建立裂纹扩展速率与厚度的回归关系，并给出推荐工艺窗口。"
    )
    projects = [make_project("awarded", people=people, content=content) for _number in range(2)]
    for project in projects:
        services.keep_upload(project, paper_of(project), actor=people.applicant)
    read_all()

    assert {twin.what for twin in services.twins_of(projects[0])} == {"near_text"}


# --- drafts ----------------------------------------------------------------------------------------------------------
def test_draft_is_checked_and_forgotten_after_an_hour(people) -> None:
    project = make_project("awarded", people=people)
    draft = services.check_draft(project, paper_of(project), actor=people.laboratory)
    path = draft.draft.path
    read_all()
    draft.refresh_from_db()
    assert (draft.state, draft.text_digest) == (ReadingState.READ, "")
    assert Reading.objects.visible_to(people.applicant).count() == 0

    Reading.objects.update(requested_at=timezone.now() - timedelta(minutes=61))
    services.sweep_readings()

    assert Reading.objects.count() == 0
    with pytest.raises(FileNotFoundError):
        open(path, "rb")  # noqa: PTH123, SIM115


def test_file_of_a_draft_without_a_row_is_swept_after_its_hour(people) -> None:
    project = make_project("awarded", people=people)
    draft = services.check_draft(project, paper_of(project), actor=people.laboratory)
    kept = services.check_draft(project, paper_of(project), actor=people.applicant)
    orphan = Path(draft.draft.path)
    Reading.objects.filter(pk=draft.pk).delete()
    services.sweep_readings()
    assert orphan.exists()

    hours_ago = time.time() - 2 * 3600
    for file in (orphan, Path(kept.draft.path)):
        os.utime(file, (hours_ago, hours_ago))
    services.sweep_readings()

    assert (orphan.exists(), Path(kept.draft.path).exists()) == (False, True)


def test_draft_is_for_the_parties_before_the_contract_is_in(people) -> None:
    with pytest.raises(NotPermitted):
        services.check_draft(make_project("awarded", people=people), pdf(), actor=people.recommender)
    with pytest.raises(WrongState):
        services.check_draft(make_project("contracted", people=people), pdf(), actor=people.applicant)


def test_template_needs_at_least_the_voucher(people) -> None:
    project = make_project("awarded", people=people)
    chosen = {"actor": people.applicant, "form": "docx", "failure": "each"}

    with pytest.raises(Unfit):
        services.template(project, total=project.award_amount - 1, **chosen)
    assert services.template(project, total=project.award_amount, **chosen).startswith(b"PK")


def test_lowering_the_determined_amount_recomputes_the_share_to_the_fen(people) -> None:
    project = make_project("contract_submitted", people=people)
    limits = [
        services.assess_contract(project, fen).of("CON-11").figures["limit_fen"]
        for fen in (TOTAL, TOTAL - 1 * YUAN)
    ]

    assert limits == [TOTAL // 2, (TOTAL - YUAN) // 2]
