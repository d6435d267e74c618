"""The life of a need through the services: who may take which step, what each wants, and what it leaves behind."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications import services as applications
from applications.models import Project
from labs import services as labs
from matching import services
from matching.models import Answer, CoachingNote, Invitation, Need
from matching.services import choosing
from tests.factories.cast import YUAN, make_applicant
from tests.factories.institutions import member_of
from tests.factories.labs import make_laboratory
from tests.factories.needs import CONTENT, ask, make_draft, make_matched, make_need, quote, reread
from tests.factories.projects import make_call
from workflow.errors import NotPermitted, StaleVersion, Unfit, WrongState
from workflow.models import Event

TODAY = timezone.localdate


def later(days: int):
    return TODAY() + timedelta(days=days)


def test_a_need_goes_from_draft_to_application(people, call):
    need = make_draft(people)
    services.publish_need(need, actor=people.applicant, answers_until=later(30))
    need = ask(reread(need), people.open_laboratory, actor=people.applicant)
    row = quote(need, people.open_laboratory)
    services.choose_laboratory(need, actor=people.applicant, invitation=row)
    project = services.turn_into_application(reread(need), actor=people.applicant, call=call)

    need = reread(need)
    assert (need.state, need.project) == ("turned_into_application", project)
    steps = list(Event.objects.of(need).order_by("sequence").values_list("transition", flat=True))
    assert steps == [
        "publish_need",
        "ask_laboratories",
        "answer_need",
        "choose_laboratory",
        "turn_into_application",
    ]


def test_every_field_is_carried_over(people, call):
    need = make_matched(people, is_industrial_design=True, wanted_by=later(90))
    project = services.turn_into_application(need, actor=people.applicant, call=call, title="新名称")

    project = Project.objects.with_parties().get(pk=project.pk)
    found = {name: getattr(project, name) for name in Project.CORRECTABLE}
    assert found == {
        "title": "新名称",
        "activity_type": "testing",
        "theme": "",
        "laboratory": people.open_laboratory,
        "recommender": people.institution,
        "background": CONTENT["problem"],
        "content": CONTENT["wanted_result"],
        "deliverables": "",
        "plan_from": TODAY(),
        "plan_to": later(40),
        "total_amount": 50_000 * YUAN,
        "requested_amount": 25_000 * YUAN,
        "is_industrial_design": True,
        "design_purpose": "",
        "purchase_purpose": "",
    }
    assert (project.state, project.call, project.applicant_id) == ("draft", call, need.applicant_id)


def test_a_need_from_a_draft_application_goes_back_into_it(people, call):
    draft = applications.start_project(actor=people.applicant, call=call, title="申请")
    applications.save_draft(
        draft, actor=people.applicant, version=draft.version, content={"background": "申请中的背景"}
    )
    draft = Project.objects.get(pk=draft.pk)
    begun = services.need_of_application(draft)
    assert (begun["title"], begun["problem"]) == ("申请", "申请中的背景")
    need = services.describe(actor=people.applicant, content=CONTENT | begun | CONTENT, project=draft)
    services.publish_need(need, actor=people.applicant, answers_until=later(5))
    need = ask(need, people.open_laboratory, actor=people.applicant)
    services.choose_laboratory(need, actor=people.applicant, invitation=quote(need, people.open_laboratory))

    project = services.turn_into_application(need, actor=people.applicant)

    assert project.pk == draft.pk
    assert (project.title, project.background) == ("申请", "申请中的背景")
    assert (project.content, project.laboratory) == (CONTENT["wanted_result"], people.open_laboratory)


def test_a_submitted_application_is_not_written_into(people, call):
    need = make_matched(people)
    with pytest.raises(Unfit):
        services.turn_into_application(need, actor=people.applicant)
    assert not Project.objects.filter(needs=need).exists()


@pytest.mark.parametrize(
    ("total", "ratio", "cap", "voucher"),
    [
        (101, "0.5", None, 50),
        (100_00, "0.5", 50_00, 50_00),
        (100_02, "0.5", 50_00, 50_00),
        (None, "1", None, None),
    ],
)
def test_voucher_is_at_most_share_and_cap(people, total, ratio, cap, voucher):
    limits = {"subsidy_ratio": ratio} | ({"cap_per_project_fen": cap} if cap else {})
    assert choosing.voucher_of(total, make_call(people=people, **limits).edition.typed) == voucher


@pytest.mark.parametrize("name", ["problem", "wanted_result", "activity_type"])
def test_publishing_wants_what_others_must_read(people, name):
    need = make_draft(people, **{name: ""})
    with pytest.raises(Unfit) as refusal:
        services.publish_need(need, actor=people.applicant, answers_until=later(1))
    assert set(refusal.value.fields) == {name}


@pytest.mark.parametrize(("days", "is_right"), [(0, False), (1, True)])
def test_last_day_for_answers_is_after_today(people, days, is_right):
    need = make_draft(people)
    if is_right:
        services.publish_need(need, actor=people.applicant, answers_until=later(days))
        assert reread(need).answers_until == later(days)
    else:
        with pytest.raises(Unfit):
            services.publish_need(need, actor=people.applicant, answers_until=later(days))


def test_the_portal_proposes_with_reasons(people):
    need = make_need(people, field="materials", district="haidian")
    rows = [row for row in need.invitations.all() if row.laboratory_id == people.open_laboratory.pk]
    kinds = [reason["kind"] for reason in rows[0].reasons]
    assert rows[0].origin == "portal"
    assert rows[0].asked_at is None
    assert kinds[0] == "words"
    assert {"activity", "field", "district"} <= set(kinds)


def test_industrial_design_proposes_only_those_that_offer_it(people):
    plain = make_laboratory(name="普通材料检测室", reported_by=people.open_laboratory.reported_by)
    design = make_need(people, is_industrial_design=True)
    any_kind = make_need(people)
    assert {row.laboratory_id for row in design.invitations.all()} == {people.open_laboratory.pk}
    assert plain.pk in {row.laboratory_id for row in any_kind.invitations.all()}


def test_a_laboratory_that_was_wished_for_is_asked_on_publication(people):
    need = services.describe(actor=people.applicant, content=CONTENT, laboratory=people.open_laboratory)
    services.publish_need(need, actor=people.applicant, answers_until=later(3))
    row = Invitation.objects.get(need=need, laboratory=people.open_laboratory)
    assert row.asked_at is not None
    assert row.origin == "applicant"


def test_asking_twice_or_a_delisted_laboratory_is_refused(people):
    need = ask(make_need(people), people.open_laboratory, actor=people.applicant)
    with pytest.raises(Unfit, match="Asked before"):
        services.ask_laboratories(need, actor=people.applicant, laboratories=[people.open_laboratory])
    other = make_laboratory(name="将退出的实验室", reported_by=people.open_laboratory.reported_by)
    labs.delist(other, actor=people.officer, note="退出目录")
    with pytest.raises(Unfit, match="Q7"):
        services.ask_laboratories(need, actor=people.applicant, laboratories=[other])
    with pytest.raises(Unfit):
        services.ask_laboratories(need, actor=people.applicant, laboratories=[])


@pytest.mark.parametrize(("access", "may"), [("none", False), ("see", False), ("coach", True)])
def test_the_institution_acts_by_the_applicants_choice(people, access, may):
    need = make_need(people, access=access)
    acts = [
        lambda: services.propose_laboratories(
            need, actor=people.recommender, laboratories=[people.open_laboratory], note="设备合适"
        ),
        lambda: services.ask_laboratories(
            need, actor=people.recommender, laboratories=[people.open_laboratory], note="引荐"
        ),
        lambda: services.coach(
            need, actor=people.recommender, kind="advice", day=TODAY(), words="先做预试验。"
        ),
    ]
    for act in acts:
        if may:
            act()
        else:
            with pytest.raises(NotPermitted):
                act()
    assert CoachingNote.objects.filter(need=need).count() == may
    asked = Invitation.objects.filter(need=need, asked_by_organisation=people.institution.organisation)
    assert asked.count() == may


def test_coaching_is_noted_after_it_was_done(people):
    need = make_need(people)
    with pytest.raises(Unfit):
        services.coach(need, actor=people.recommender, kind="advice", day=later(1), words="明天")


@pytest.mark.parametrize(
    ("answer", "missing"),
    [
        ({"kind": "quote"}, {"amount", "lead_days", "valid_until"}),
        ({"kind": "quote", "amount": 1, "lead_days": 1, "valid_until": -1}, {"valid_until"}),
        ({"kind": "quote", "amount": 1, "lead_days": 1, "valid_until": 0}, None),
        ({"kind": "not_suitable"}, {"words"}),
        ({"kind": "not_suitable", "words": "超出能力范围"}, None),
        ({"kind": "interested"}, None),
        ({"kind": "interested", "amount": 5}, None),
        ({"kind": "perhaps"}, {"kind"}),
    ],
)
def test_answers_are_complete(people, answer, missing):
    need = ask(make_need(people), people.open_laboratory, actor=people.applicant)
    given = dict(answer)
    if "valid_until" in given:
        given["valid_until"] = later(given["valid_until"])
    if missing:
        with pytest.raises(Unfit) as refusal:
            services.answer_need(need, actor=people.laboratory, **given)
        assert set(refusal.value.fields) == missing
        assert not Answer.objects.filter(invitation__need=need).exists()
    else:
        services.answer_need(need, actor=people.laboratory, **given)
        row = Invitation.objects.get(need=need, laboratory=people.open_laboratory)
        assert row.answer.kind == answer["kind"]
        assert (row.answer.amount is None) == (answer["kind"] != "quote")


def test_a_later_answer_counts_and_the_first_day_stays(people):
    need = ask(make_need(people), people.open_laboratory, actor=people.applicant)
    services.answer_need(need, actor=people.laboratory, kind="interested")
    first = Invitation.objects.get(need=need, laboratory=people.open_laboratory).first_answered_at
    row = quote(need, people.open_laboratory)
    assert row.first_answered_at == first
    assert (row.answers.count(), row.answer.kind) == (2, "quote")


def test_only_asked_laboratories_answer_unless_open_to_all(people):
    other = make_laboratory(name="未受邀实验室", reported_by=people.open_laboratory.reported_by)
    invited, public = make_need(people), make_need(people, audience="everybody")
    with pytest.raises(NotPermitted):
        services.answer_need(invited, actor=member_of(other), kind="interested")
    services.answer_need(public, actor=member_of(other), kind="interested")
    assert Invitation.objects.get(need=public, laboratory=other).origin in {"laboratory", "portal"}


def test_choosing_wants_a_living_offer(people):
    need = ask(make_need(people), people.open_laboratory, actor=people.applicant)
    row = Invitation.objects.get(need=need, laboratory=people.open_laboratory)
    with pytest.raises(Unfit):
        services.choose_laboratory(need, actor=people.applicant, invitation=row)
    quote(need, people.open_laboratory, valid_until=later(2))
    with pytest.raises(Unfit, match="run out"):
        services.choose_laboratory(need, actor=people.applicant, invitation=row, today=later(3))
    services.choose_laboratory(need, actor=people.applicant, invitation=row, today=later(2))
    assert reread(need).chosen == row


def test_an_offer_of_another_need_cannot_be_chosen(people):
    first = ask(make_need(people), people.open_laboratory, actor=people.applicant)
    other = ask(make_need(people), people.open_laboratory, actor=people.applicant)
    with pytest.raises(Unfit):
        services.choose_laboratory(
            first, actor=people.applicant, invitation=quote(other, people.open_laboratory)
        )


def test_choosing_again_opens_the_need(people):
    need = make_matched(people)
    services.reconsider(need, actor=people.applicant, answers_until=later(9), note="报价变化")
    need = reread(need)
    assert (need.state, need.chosen, need.answers_until) == ("open", None, later(9))


@pytest.mark.parametrize(("days", "state"), [(30, "open"), (31, "expired")])
def test_needs_expire_after_their_last_day(people, days, state):
    need = make_need(people)
    services.expire_due(later(days))
    assert reread(need).state == state
    if state == "expired":
        services.prolong(need := reread(need), actor=people.applicant, answers_until=later(60))
        assert reread(need).state == "open"


def test_withdrawing_wants_a_reason(people):
    need = make_need(people)
    with pytest.raises(Unfit):
        services.withdraw(need, actor=people.applicant, note=" ")
    services.withdraw(need, actor=people.applicant, note="已自行解决")
    assert reread(need).state == "withdrawn"


def test_drafts_are_kept_and_not_overwritten(people):
    need = make_draft(people, problem="")
    services.save_need(need, actor=people.applicant, version=need.version, content={"problem": "新"})
    with pytest.raises(StaleVersion):
        services.save_need(need, actor=people.applicant, version=need.version, content={"problem": "旧"})
    assert reread(need).problem == "新"
    public = make_need(people)
    with pytest.raises(WrongState):
        services.save_need(public, actor=people.applicant, version=public.version, content={})


OWNER_STEPS = {
    "publish_need": lambda need, actor: services.publish_need(need, actor=actor, answers_until=later(3)),
    "withdraw": lambda need, actor: services.withdraw(need, actor=actor, note="x"),
    "save_need": lambda need, actor: services.save_need(need, actor=actor, version=0, content={}),
}


@pytest.mark.parametrize("name", OWNER_STEPS)
@pytest.mark.parametrize("who", ["recommender", "laboratory", "officer", "stranger", "auditor", "service"])
def test_nobody_else_takes_the_applicants_steps(people, name, who):
    need = make_draft(people)
    with pytest.raises(NotPermitted):
        OWNER_STEPS[name](need, getattr(people, who))
    assert reread(need).state == "draft"


def test_only_applicants_describe_needs(people):
    with pytest.raises(NotPermitted):
        services.describe(actor=people.officer, content=CONTENT)
    foreign = applications.start_project
    assert foreign
    stranger = make_applicant()
    assert services.describe(actor=stranger, content=CONTENT).applicant_id == stranger.organisation_id


def test_a_need_never_takes_over_somebody_elses_application(people, call):
    draft = applications.start_project(actor=people.applicant, call=call, title="申请")
    with pytest.raises(NotPermitted):
        services.describe(actor=people.stranger, content=CONTENT, project=draft)
    assert not Need.objects.filter(project=draft).exists()
