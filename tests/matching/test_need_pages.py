"""The pages of needs: who reads what, what a guess finds, what a table holds, how many queries a page costs."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from applications import services as applications
from labs.models import Laboratory
from matching import services
from matching.models import Need
from tests.factories.cast import make_applicant
from tests.factories.institutions import (
    make_recommending_institution,
    make_service_institution,
    member_of,
)
from tests.factories.labs import make_laboratory
from tests.factories.needs import CONTENT, ask, make_draft, make_matched, make_need, quote, reread

RIVAL = "竞争实验室有限公司"
PAGES = ["need", "edit", "publish_need", "ask_laboratories", "propose_laboratories", "answer_need", "coach",
         "choose_laboratory", "reconsider", "turn_into_application", "prolong", "withdraw"]  # fmt: skip


@pytest.fixture
def rival(people) -> Laboratory:
    """Another listed laboratory."""
    return make_laboratory(name=RIVAL, reported_by=people.open_laboratory.reported_by)


def page(browser, actor, need, name="need"):
    return browser(actor).get(reverse(f"matching:{name}", args=[need.reference]))


def listed(browser, actor) -> set[str]:
    """The references in the table that the actor can take away."""
    answer = browser(actor).post(reverse("matching:table", args=["csv"]))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    return {row[0] for row in rows[1:]}


def test_each_role_sees_its_needs_and_no_others(people, browser, rival):
    draft, closed = make_draft(people), make_need(people, access="none")
    shared = ask(make_need(people), people.open_laboratory, actor=people.applicant)
    public = make_need(people, audience="everybody")
    outside = member_of(make_recommending_institution(name="另一家推荐机构"))
    mine = {need.reference for need in (draft, closed, shared, public)}
    expected = {
        people.applicant: mine,
        people.recommender: {shared.reference, public.reference},
        outside: set(),
        people.laboratory: {shared.reference, public.reference},
        member_of(rival): {public.reference},
        people.stranger: set(),
        people.officer: mine - {draft.reference},
        people.auditor: mine - {draft.reference},
    }
    for actor, seen in expected.items():
        assert listed(browser, actor) & mine == seen
        found = browser(actor).get(reverse("matching:needs")).content.decode()
        assert {reference for reference in mine if reference in found} == seen
        for need in (draft, closed, shared, public):
            status = 200 if need.reference in seen else 404
            assert page(browser, actor, need).status_code == status


@pytest.mark.parametrize("name", PAGES)
def test_a_guessed_reference_finds_nothing(people, browser, rival, name):
    need = ask(make_need(people), people.open_laboratory, actor=people.applicant)
    outside = member_of(make_service_institution(name="另一家专业服务机构"))
    for actor in (people.stranger, member_of(rival), outside):
        assert page(browser, actor, need, name).status_code == 404
        answer = browser(actor).post(reverse(f"matching:{name}", args=[need.reference]), {"note": "x"})
        assert answer.status_code == 404 if name != "need" else 405


def test_experts_have_no_list(people, browser):
    expert = browser(people.acting(people.experts[0]))
    assert expert.get(reverse("matching:needs")).status_code == 403
    assert expert.post(reverse("matching:table", args=["csv"])).status_code == 403
    assert browser(people.officer).post(reverse("matching:table", args=["html"])).status_code == 404


def test_what_is_seen_but_not_allowed_says_so(people, browser):
    need = ask(make_need(people, access="see"), people.open_laboratory, actor=people.applicant)
    for name in ("coach", "ask_laboratories", "withdraw", "edit"):
        assert page(browser, people.recommender, need, name).status_code == 403
    for name in ("choose_laboratory", "edit", "withdraw"):
        assert page(browser, people.laboratory, need, name).status_code == 403
        assert page(browser, people.officer, need, name).status_code == 403


def test_a_laboratory_never_reads_others_answers(people, browser, rival):
    need = ask(make_need(people), people.open_laboratory, rival, actor=people.applicant)
    quote(need, rival, words="竞争对手的秘密报价说明")
    quote(need, people.open_laboratory, words="自己的说明")
    services.coach(
        need, actor=people.recommender, kind="advice", day=need.created_at.date(), words="辅导内容"
    )
    before = page(browser, people.laboratory, need).content.decode()
    row = need.invitations.get(laboratory=rival)
    services.choose_laboratory(reread(need), actor=people.applicant, invitation=row, note="选择理由")
    after = page(browser, people.laboratory, need).content.decode()
    for found in (before, after):
        assert "自己的说明" in found
        for secret in (RIVAL, "秘密报价", "辅导内容", "选择理由"):
            assert secret not in found
    assert "another laboratory" in after
    assert "秘密报价" in page(browser, people.applicant, need).content.decode()


def test_the_name_waits_for_an_offer_when_open_to_all(people, browser, rival):
    applicant = make_applicant("北京不愿透露科技有限公司")
    applicant.organisation.contact_phone = "13912345678"
    applicant.organisation.save()
    need = make_need(people, actor=applicant, audience="everybody")
    actor, name = member_of(rival), "北京不愿透露科技有限公司"

    def reads() -> tuple[bool, bool]:
        lists = browser(actor).get(reverse("matching:needs")).content.decode()
        found = page(browser, actor, need).content.decode()
        taken = browser(actor).post(reverse("matching:table", args=["csv"])).content.decode()
        assert (name in lists) == (name in found) == (name in taken)
        return name in found, "13912345678" in found

    assert reads() == (False, False)
    services.answer_need(need, actor=actor, kind="not_suitable", words="不合适")
    assert reads()[1] is False
    services.answer_need(need, actor=actor, kind="interested")
    assert reads() == (True, True)


def test_a_need_is_described_published_asked_answered_and_chosen_in_the_browser(people, browser, call):
    applicant, laboratory = browser(people.applicant), browser(people.laboratory)
    fields = CONTENT | {
        "budget": "60,000",
        "audience": "invited",
        "access": "coach",
        "recommender": people.institution.pk,
    }
    answer = applicant.post(reverse("matching:new"), fields | {"publish": "1"})
    need = Need.objects.latest("pk")
    assert answer["Location"] == reverse("matching:publish_need", args=[need.reference])
    assert need.budget == 6_000_000
    applicant.post(answer["Location"], {"answers_until": "2999-01-01"})
    assert reread(need).state == "open"
    choices = applicant.get(reverse("matching:ask_laboratories", args=[need.reference]) + "?q=断口")
    assert people.open_laboratory.reference in choices.content.decode()
    asked = {"laboratories": [people.open_laboratory.reference]}
    applicant.post(reverse("matching:ask_laboratories", args=[need.reference]), asked)
    said = laboratory.post(
        reverse("matching:answer_need", args=[need.reference]), {"kind": "quote", "amount": "5"}
    )
    assert said.status_code == 422
    offer = {"kind": "quote", "amount": "50,000", "lead_days": "40", "valid_until": "2999-01-01"}
    laboratory.post(reverse("matching:answer_need", args=[need.reference]), offer)
    row = need.invitations.get(laboratory=people.open_laboratory)
    applicant.post(reverse("matching:choose_laboratory", args=[need.reference]), {"invitation": row.pk})
    sent = {"call": call.pk, "title": "断口分析申请"}
    answer = applicant.post(reverse("matching:turn_into_application", args=[need.reference]), sent)
    project = reread(need).project
    assert answer["Location"] == reverse("project", args=[project.reference])
    assert (project.title, project.total_amount) == ("断口分析申请", 5_000_000)


def test_a_need_begins_with_the_words_of_the_draft_application(people, browser, call):
    draft = applications.start_project(actor=people.applicant, call=call, title="柔性传感器申请")
    found = browser(people.applicant).get(reverse("matching:new") + f"?project={draft.reference}")
    assert "柔性传感器申请" in found.content.decode()
    foreign = browser(people.stranger).get(reverse("matching:new") + f"?project={draft.reference}")
    assert "柔性传感器申请" not in foreign.content.decode()


def test_the_public_page_asks_this_laboratory_and_tells_facts_from_three_cases(people, browser, client):
    url = people.open_laboratory.get_absolute_url()
    link = reverse("matching:new") + f"?laboratory={people.open_laboratory.reference}"
    assert link in client.get(url).content.decode()
    assert link not in browser(people.officer).get(url).content.decode()
    for number in range(3):
        assert "Usually answers" not in browser(people.applicant).get(url).content.decode()
        need = ask(make_need(people, title=f"需求{number}"), people.open_laboratory, actor=people.applicant)
        services.answer_need(need, actor=people.laboratory, kind="interested")
    assert "within 1 day" in browser(people.applicant).get(url).content.decode()


@pytest.mark.parametrize("name", ["applicant", "recommender", "laboratory", "officer"])
def test_lists_and_pages_cost_the_same_for_one_and_many(
    people, browser, rival, name, django_assert_max_num_queries
):
    actor = getattr(people, name)
    for number in range(4):
        need = ask(
            make_need(people, title=f"需求{number}"), people.open_laboratory, rival, actor=people.applicant
        )
        quote(need, people.open_laboratory)
        quote(need, rival)
    client = browser(actor)
    client.get(reverse("matching:needs"))
    with django_assert_max_num_queries(12):
        assert client.get(reverse("matching:needs")).status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get(need.get_absolute_url()).status_code == 200


def test_funnel_counts_every_stage_and_who_dropped_out_where(people, browser, call):
    make_draft(people)
    make_need(people)
    services.withdraw(make_need(people), actor=people.applicant, note="已解决")
    asked = ask(make_need(people), people.open_laboratory, actor=people.applicant)
    services.expire(asked, today=asked.answers_until + timedelta(days=1))
    turned = [
        services.turn_into_application(make_matched(people), actor=people.applicant, call=call)
        for _number in range(2)
    ]
    applications.withdraw(turned[1], actor=people.applicant, note="不再申请")
    answer = browser(people.officer).get(reverse("matching:funnel_table", args=["csv"]))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [[*row[:3], *row[4:]] for row in rows[1:9]] == [
        ["Needs opened", "5", "100", "0", "0"],
        ["With a proposal", "5", "100", "1", "1"],
        ["With a laboratory asked", "3", "60", "0", "1"],
        ["With an answer", "2", "40", "0", "0"],
        ["Laboratory chosen", "2", "40", "1", "1"],
        ["Application submitted", "0", "0", "0", "0"],
        ["Voucher awarded", "0", "0", "0", "0"],
        ["Voucher paid", "0", "0", "0", "0"],
    ]
    assert sorted(rows[11:]) == [
        ["Application: Withdrawn", "1"],
        ["No laboratory was chosen in time", "1"],
        ["The enterprise withdrew its need", "1"],
    ]
    page = browser(people.officer).get(reverse("matching:funnel")).content.decode()
    assert "No laboratory was chosen in time" in page
    assert browser(people.officer).get(reverse("matching:funnel") + "?year=1999").status_code == 200
    assert browser(people.applicant).get(reverse("matching:funnel")).status_code == 403
