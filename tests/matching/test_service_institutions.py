"""What a professional service institution reads of needs, says for its laboratories, and never learns of others."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.actor import Actor
from institutions import services as institutions
from labs import services as labs
from labs.models import Laboratory
from matching import services
from matching.models import Invitation, Need
from matching.notices import AnswerIsWaitedFor
from tests.factories.institutions import make_service_institution, member_of
from tests.factories.labs import make_laboratory
from tests.factories.needs import ask, make_draft, make_need, quote, reread
from workflow.errors import NotPermitted, Unfit

NAME = "北京不愿透露科技有限公司"


@pytest.fixture
def rival(people) -> Laboratory:
    """A listed laboratory that another institution reports."""
    return make_laboratory(name="竞争实验室有限公司")


@pytest.fixture
def outside(rival: Laboratory) -> Actor:
    """Somebody of the institution that reports the rival."""
    return member_of(rival.reported_by)


def sees(need: Need, actor: Actor) -> bool:
    return Need.objects.visible_to(actor).filter(pk=need.pk).exists()


def only_at(need: Need, *laboratories: Laboratory) -> None:
    """The portal proposed these and no others."""
    Invitation.objects.filter(need=need).exclude(laboratory__in=laboratories).delete()


def test_it_reads_what_its_laboratories_are_proposed_or_asked_for(people, rival, outside):
    draft, closed, public = make_draft(people), make_need(people), make_need(people, audience="everybody")
    only_at(closed, people.open_laboratory)
    asked = make_need(people)
    only_at(asked, people.open_laboratory)
    ask(asked, rival, actor=people.applicant)
    assert [sees(need, people.service) for need in (draft, closed, public, asked)] == [
        False,
        True,
        True,
        True,
    ]
    assert [sees(need, outside) for need in (draft, closed, public, asked)] == [False, False, True, True]


def test_what_it_was_only_proposed_for_is_gone_when_the_need_ends(people):
    proposed, asked = (
        make_need(people),
        ask(make_need(people), people.open_laboratory, actor=people.applicant),
    )
    for need in (proposed, asked):
        services.withdraw(need, actor=people.applicant, note="不再需要")
    assert [sees(need, people.service) for need in (proposed, asked)] == [False, True]


def test_one_without_standing_reads_nothing_new_and_says_nothing(people):
    proposed, asked = (
        make_need(people),
        ask(make_need(people), people.open_laboratory, actor=people.applicant),
    )
    institutions.suspend(people.open_laboratory.reported_by, actor=people.officer, note="整改")
    assert [sees(need, people.service) for need in (proposed, asked)] == [False, True]
    with pytest.raises(Unfit):
        services.answer_need(asked, actor=people.service, kind="interested")
    with pytest.raises(NotPermitted):
        services.propose_laboratories(
            asked, actor=people.service, laboratories=[people.open_laboratory], note="合适"
        )


def test_it_answers_for_a_laboratory_that_was_asked(people):
    need = ask(make_need(people), people.open_laboratory, actor=people.applicant)
    event = services.answer_need(need, actor=people.service, kind="not_suitable", words="样品尺寸超限")
    row = Invitation.objects.get(need=need, laboratory=people.open_laboratory)
    assert (row.answer.kind, row.answer.answered_by) == ("not_suitable", people.service.user)
    assert event.on_behalf_of_id == people.service.organisation_id
    assert event.evidence["laboratory"] == people.open_laboratory.reference
    assert quote(need, people.open_laboratory).answer.kind == "quote"


def test_it_says_for_which_of_several(people):
    second = make_laboratory(name="第二实验室", reported_by=people.open_laboratory.reported_by)
    need = ask(make_need(people), people.open_laboratory, second, actor=people.applicant)
    with pytest.raises(Unfit) as refusal:
        services.answer_need(need, actor=people.service, kind="interested")
    assert set(refusal.value.fields) == {"laboratory"}
    services.answer_need(need, actor=people.service, kind="interested", laboratory=second)
    rows = Invitation.objects.filter(need=need, answer__isnull=False)
    assert [row.laboratory for row in rows] == [second]


def test_it_never_speaks_for_another_house(people, rival):
    need = ask(make_need(people), people.open_laboratory, rival, actor=people.applicant)
    with pytest.raises(Unfit):
        services.answer_need(need, actor=people.service, kind="interested", laboratory=rival)
    with pytest.raises(Unfit):
        services.propose_laboratories(need, actor=people.service, laboratories=[rival], note="x")
    unasked = make_need(people)
    with pytest.raises(NotPermitted):
        services.answer_need(unasked, actor=people.service, kind="interested")


def test_it_says_why_a_laboratory_suits_without_hiding_what_the_other_institution_said(people):
    need = make_need(people)
    wanted = [people.open_laboratory]
    services.propose_laboratories(need, actor=people.recommender, laboratories=wanted, note="设备匹配")
    services.propose_laboratories(need, actor=people.service, laboratories=wanted, note="本月可排期")
    row = Invitation.objects.get(need=need, laboratory=people.open_laboratory)
    assert (row.origin, row.remark, row.asked_at) == ("institution", "设备匹配\n本月可排期", None)


def test_its_page_tells_its_own_and_nothing_of_others(people, rival, browser):
    people.applicant.organisation.name = NAME
    people.applicant.organisation.save()
    need = make_need(people)
    address = reverse("matching:need", args=[need.reference])
    services.propose_laboratories(
        need, actor=people.recommender, laboratories=[people.open_laboratory], note="推荐机构的话"
    )
    proposed = browser(people.service).get(address).content.decode()
    assert people.open_laboratory.name in proposed
    assert NAME not in proposed
    assert "推荐机构的话" not in proposed
    assert NAME not in browser(people.service).get(reverse("matching:needs")).content.decode()
    ask(need, people.open_laboratory, rival, actor=people.applicant)
    quote(need, rival, words="竞争对手的秘密报价说明")
    services.coach(need, actor=people.recommender, kind="advice", day=timezone.localdate(), words="辅导内容")
    asked = browser(people.service).get(address).content.decode()
    assert NAME in asked
    for name in ("propose_laboratories", "answer_need"):
        asked += (
            browser(people.service).get(reverse(f"matching:{name}", args=[need.reference])).content.decode()
        )
    for secret in (rival.name, "秘密报价", "辅导内容", "推荐机构的话"):
        assert secret not in asked


def test_it_answers_in_the_browser(people, browser):
    need = ask(make_need(people), people.open_laboratory, actor=people.applicant)
    client = browser(people.service)
    assert need.title in client.get(reverse("matching:needs") + "?show=waiting").content.decode()
    given = {"laboratory": people.open_laboratory.reference, "kind": "interested", "words": "可以承担"}
    answer = client.post(reverse("matching:answer_need", args=[need.reference]), given)
    assert answer["Location"] == reverse("matching:need", args=[need.reference])
    assert not Need.objects.waiting_for(people.service).filter(pk=need.pk).exists()
    assert "可以承担" in browser(people.applicant).get(answer["Location"]).content.decode()


def test_many_laboratories_cost_no_more_queries(people, browser, django_assert_max_num_queries):
    institution = people.open_laboratory.reported_by
    others = [make_laboratory(name=f"同机构实验室{number}", reported_by=institution) for number in range(3)]
    need = ask(make_need(people), people.open_laboratory, *others, actor=people.applicant)
    for row in others:
        quote(need, row)
    client = browser(people.service)
    client.get(reverse("matching:needs"))
    for address in (reverse("matching:needs"), need.get_absolute_url()):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize(("days", "is_told"), [(3, False), (6, False), (7, True), (14, True)])
def test_it_is_reminded_after_the_laboratory(people, days, is_told):
    need = ask(make_need(people), people.open_laboratory, actor=people.applicant)
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        found = [
            due for due in AnswerIsWaitedFor().due(timezone.localdate()) if due.reference == need.reference
        ]
    assert (people.service.user in {due.recipient for due in found}) == is_told


def test_a_laboratory_that_left_the_directory_meanwhile(people, rival, browser):
    """Chosen: the application is not begun with it. Asked: it is marked, not reminded, and its people can say nothing."""
    need = ask(make_need(people), people.open_laboratory, rival, actor=people.applicant)
    services.choose_laboratory(need, actor=people.applicant, invitation=quote(need, people.open_laboratory))
    labs.delist(people.open_laboratory, actor=people.officer, note="退出目录")
    with pytest.raises(Unfit, match="Q7"):
        services.turn_into_application(reread(need), actor=people.applicant)
    page = browser(people.applicant).get(need.get_absolute_url()).content.decode()
    assert "No longer in the directory" in page
    assert "has left the directory" in page
    until = timezone.localdate() + timedelta(days=20)
    services.reconsider(reread(need), actor=people.applicant, answers_until=until, note="实验室退出目录")
    labs.delist(rival, actor=people.officer, note="退出目录")
    with time_machine.travel(timezone.now() + timedelta(days=7), tick=False):
        assert not [
            due for due in AnswerIsWaitedFor().due(timezone.localdate()) if due.reference == need.reference
        ]
    with pytest.raises(Unfit, match="Q7"):
        services.answer_need(reread(need), actor=member_of(rival), kind="interested")


def test_a_need_withdrawn_meanwhile_takes_no_answer(people, browser):
    need = ask(make_need(people), people.open_laboratory, actor=people.applicant)
    services.withdraw(reread(need), actor=people.applicant, note="已解决")
    given = {"kind": "interested"}
    answer = browser(people.laboratory).post(reverse("matching:answer_need", args=[need.reference]), given)
    assert answer.status_code == 409
    assert "已解决" in browser(people.laboratory).get(need.get_absolute_url()).content.decode()


def test_an_answer_nobody_asked_for_says_nothing_of_waiting(people, rival):
    for number in range(3):
        need = make_need(people, title=f"公开需求{number}", audience="everybody")
        services.answer_need(need, actor=member_of(rival), kind="interested")
    reasons = [
        reason["kind"]
        for row in make_need(people).invitations.filter(laboratory=rival)
        for reason in row.reasons
    ]
    assert "answers" not in reasons


def test_a_new_institution_without_a_listed_laboratory_reads_no_open_need(people):
    need = make_need(people, audience="everybody")
    assert not sees(need, member_of(make_service_institution(name="新专业服务机构")))


def test_a_laboratory_learns_nothing_of_a_mere_proposal(people, browser):
    need = make_need(people, audience="everybody")
    page = browser(people.laboratory).get(need.get_absolute_url()).content.decode()
    assert "Why it is proposed" not in page
    assert "Your laboratory" not in page
