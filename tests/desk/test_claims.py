"""Claims: one holder, visible to colleagues, over after a while, handed on with a reason, never a lock."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from applications import services as applications
from desk.models import Claim
from desk.services import claims
from notifications.models import Message
from tests.desk.crowd import browser
from tests.factories.projects import FACE, make_project
from workflow.errors import NotPermitted, Unfit

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(people):
    return make_project("endorsed", people=people)


def test_taking_a_file_shows_it_to_colleagues(people, file):
    claims.take(file, actor=people.officer)

    listed = browser(people.second_officer).get("/desk/?tab=all").text
    opened = browser(people.second_officer).get(f"/projects/{file.reference}/").text
    assert "Officer Wang, since" in listed
    assert "Officer Wang has had this file since" in opened
    assert "Officer Wang" not in browser(people.applicant).get(f"/projects/{file.reference}/").text


def test_the_second_who_takes_is_told_who_was_first(people, file):
    claims.take(file, actor=people.officer)
    answer = browser(people.second_officer).post(f"/desk/{file.reference}/take/")

    assert answer.status_code == 409
    assert "Officer Wang has had this file since" in answer.text
    assert claims.holder(file, people.officer).person == people.officer.user


def test_taking_ones_own_file_again_prolongs_it(people, file):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        first = claims.take(file, actor=people.officer)
        clock.shift(timedelta(hours=1))
        second = claims.take(file, actor=people.officer)

        assert (second.pk, second.taken_at) == (first.pk, first.taken_at)
        assert second.expires_at - first.expires_at == timedelta(hours=1)


@pytest.mark.parametrize(("minutes", "is_free"), [(59, False), (60, True), (61, True)])
def test_a_claim_lapses_to_the_minute(people, file, settings, minutes, is_free):
    settings.DESK_CLAIM_MINUTES = 60
    with time_machine.travel(timezone.now(), tick=False) as clock:
        claims.take(file, actor=people.officer)
        clock.shift(timedelta(minutes=minutes))

        assert (claims.holder(file, people.officer) is None) is is_free
        if is_free:
            claims.take(file, actor=people.second_officer)
            endings = list(Claim.objects.order_by("pk").values_list("ending", flat=True))
            assert endings == ["lapsed", ""]
        else:
            with pytest.raises(claims.Held):
                claims.take(file, actor=people.second_officer)


def test_activity_keeps_a_claim_alive_and_no_other(people, file, settings):
    settings.DESK_CLAIM_MINUTES = 60
    mine, other = browser(people.officer), browser(people.second_officer)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        claims.take(file, actor=people.officer)
        clock.shift(timedelta(minutes=40))
        assert mine.post(f"/desk/{file.reference}/keep/").status_code == 204
        assert other.post(f"/desk/{file.reference}/keep/").status_code == 205
        clock.shift(timedelta(minutes=40))

        assert claims.holder(file, people.officer).person == people.officer.user


def test_handing_over_needs_a_reason_and_tells_the_receiver(people, file):
    claims.take(file, actor=people.officer)
    with pytest.raises(Unfit):
        claims.hand_over(file, actor=people.officer, to=people.second_officer.user, reason="  ")
    client = browser(people.officer)
    answer = client.post(
        f"/desk/{file.reference}/hand-over/", {"to": people.second_officer.user.pk, "note": "I am away."}
    )

    assert answer.status_code == 302
    assert claims.holder(file, people.officer).person == people.second_officer.user
    told = Message.objects.get(kind="desk.claim.handed_over")
    assert (told.recipient, told.reference) == (people.second_officer.user, file.reference)
    assert "I am away." in told.body
    ended = Claim.objects.exclude(ending="").get()
    assert (ended.ending, ended.ended_by, ended.reason) == ("handed_over", people.officer.user, "I am away.")


@pytest.mark.parametrize("who", ["applicant", "stranger", "auditor", "officer"])
def test_only_a_colleague_receives_a_file(people, file, who):
    with pytest.raises(Unfit):
        claims.hand_over(file, actor=people.officer, to=getattr(people, who).user, reason="Because.")


def test_who_does_not_have_a_file_does_not_hand_it_over(people, file):
    claims.take(file, actor=people.officer)
    with pytest.raises(claims.Held):
        claims.hand_over(file, actor=people.approver, to=people.approver.user, reason="Because.")


def test_only_the_second_approver_takes_a_live_claim_over_and_the_loser_is_told(people, file):
    claims.take(file, actor=people.officer)
    with pytest.raises(NotPermitted):
        claims.take_over(file, actor=people.second_officer, reason="I want it.")
    with pytest.raises(Unfit):
        claims.take_over(file, actor=people.approver, reason=" ")
    answer = browser(people.approver).post(f"/desk/{file.reference}/take-over/", {"note": "It is urgent."})

    assert answer.status_code == 302
    assert claims.holder(file, people.officer).person == people.approver.user
    told = Message.objects.get(kind="desk.claim.taken_over")
    assert told.recipient == people.officer.user
    assert "It is urgent." in told.body


def test_anybody_of_the_office_takes_over_what_lapsed(people, file):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        claims.take(file, actor=people.officer)
        clock.shift(timedelta(days=2))
        claims.take_over(file, actor=people.second_officer, reason="")

        assert claims.holder(file, people.officer).person == people.second_officer.user
        assert not Message.objects.filter(kind="desk.claim.taken_over").exists()


def test_putting_back_frees_the_file(people, file):
    claims.take(file, actor=people.officer)
    claims.release(file, actor=people.second_officer)
    assert claims.holder(file, people.officer) is not None
    claims.release(file, actor=people.officer)

    assert claims.holder(file, people.officer) is None
    assert Claim.objects.get().ending == "released"


def test_a_claim_warns_and_never_keeps_anybody_from_a_step(people, file):
    claims.take(file, actor=people.officer)
    page = browser(people.second_officer).get(f"/projects/{file.reference}/approve/").text
    own = browser(people.officer).get(f"/projects/{file.reference}/approve/").text
    event = applications.approve(file, actor=people.second_officer, amount=FACE)

    assert "Officer Wang has had this file since" in page
    assert "has had this file since" not in own
    assert event.target == "approved"


@pytest.mark.parametrize("role", ["applicant", "recommender", "laboratory", "auditor"])
@pytest.mark.parametrize("step", ["take", "release", "keep", "hand-over", "take-over"])
def test_people_outside_the_office_have_no_claims(people, file, role, step):
    answer = browser(getattr(people, role)).post(f"/desk/{file.reference}/{step}/")

    assert answer.status_code == 403
    assert not Claim.objects.exists()


def test_a_foreign_file_does_not_exist(people, file):
    assert browser(people.stranger).post(f"/desk/{file.reference}/take/").status_code == 404
    assert browser(people.officer).post("/desk/P-NOTHERE/take/").status_code == 404


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_after_taking_nobody_is_sent_elsewhere(people, file, wanted):
    answer = browser(people.officer).post(f"/desk/{file.reference}/take/", {"next": wanted})

    assert answer.url == file.get_absolute_url()
