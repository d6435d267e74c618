"""The public check: four words and nothing about people or amounts, the same answer for wrong and unknown, a limit for all."""

import os
import re
from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from accounts.middleware import SESSION_KEY
from funds import services
from funds.models import Voucher, VoucherShare
from funds.services.awarding import new_number
from funds.standing import answer, normalised
from tests.factories.projects import make_project
from tools import redis_server
from workflow.errors import NotPermitted
from workflow.references import check_character

TODAY = timezone.localdate


@pytest.fixture
def awarded(people, call):
    return make_project("awarded", people=people, call=call)


def signed_in(actor) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(actor.user)
    session = client.session
    session[SESSION_KEY] = actor.membership_id
    session.save()
    return client


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("awarded", "valid"),
        ("in_review", "valid"),
        ("redemption_requested", "valid"),
        ("redeemed", "used"),
        ("paid", "used"),
        ("revoked", "void"),
        ("terminated", "void"),
        ("clawed_back", "void"),
        ("expired", "expired"),
    ],
)
def test_word_follows_from_the_life_of_the_project(people, state, word):
    project = make_project(state, people=people)
    assert answer(project.voucher_number, TODAY()).standing == word


def test_last_day_counts_before_the_timer_has_noticed(awarded):
    number, last = awarded.voucher_number, awarded.use_by
    assert answer(number, last).standing == "valid"
    assert answer(number, last + timedelta(days=1)).standing == "expired"


def test_page_tells_nothing_about_people_or_amounts(client, awarded):
    page = client.get(f"/v/{awarded.voucher_number}/")
    assert page.status_code == 200
    assert "Valid" in page.text
    assert awarded.call.title in page.text
    assert str(awarded.laboratory.get_kind_display()) in page.text
    for secret in (
        awarded.applicant.name,
        awarded.title,
        awarded.reference,
        awarded.laboratory.name,
        f"{awarded.award_amount // 100:,}",
    ):
        assert secret not in page.text
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in page.headers["Cache-Control"]


def one_off(number: str) -> str:
    last = "3" if number[-1] != "3" else "4"
    return number[:-1] + last


def test_wrong_and_unknown_numbers_look_and_cost_the_same(client, awarded, django_assert_num_queries):
    unknown, wrong = new_number(), one_off(awarded.voucher_number)
    answers = []
    for asked in (unknown, wrong, "no-such-thing", "字", "'; DROP TABLE x", "A" * 300):
        with django_assert_num_queries(1):
            page = client.get(f"/v/{asked}/")
        answers.append((page.status_code, page.text.replace(normalised(asked), "")))
    assert {status for status, _text in answers} == {404}
    shown = (
        re.sub(r'\s*value="[^"]*"', "", re.search("<main.*</main>", text, re.DOTALL)[0])
        for _status, text in answers
    )
    plain = set(shown)
    assert len(plain) == 1


@pytest.mark.parametrize("dash", ["- ", "", " ", "－", "–"])
def test_number_is_found_however_it_is_typed(client, awarded, dash):
    typed = f"  {awarded.voucher_number.lower().replace('-', dash)} "
    page = client.post("/vouchers/check/", {"number": typed})
    assert (page.status_code, page.headers["Location"]) == (302, f"/v/{awarded.voucher_number}/")
    assert client.post("/vouchers/check/", {"number": " "}).status_code == 422


def test_slip_in_a_number_is_told_before_anything_is_looked_up(client, awarded, django_assert_num_queries):
    swapped = awarded.voucher_number
    pair = next(n for n in range(5, 9) if swapped[n] != swapped[n + 1])
    swapped = swapped[:pair] + swapped[pair + 1] + swapped[pair] + swapped[pair + 2 :]
    for typed in (one_off(awarded.voucher_number), swapped, awarded.voucher_number[:-1], "CXQ-", "字"):
        with django_assert_num_queries(0):
            page = client.post("/vouchers/check/", {"number": typed}, headers={"accept-language": "en"})
        assert (page.status_code, "There is a slip in this number" in page.text) == (422, True)
    # A well-formed number that nobody was given is no slip: only the answer's page knows, under its limit.
    assert client.post("/vouchers/check/", {"number": new_number()}).status_code == 302


def test_number_is_long_random_and_checked():
    numbers = {new_number() for _ in range(200)}
    assert len(numbers) == 200
    body = next(iter(numbers)).partition("-")[2].replace("-", "")
    assert len(body) == 18
    assert body[-1] == check_character(body[:-1])


def test_limit_counts_every_question_and_believes_no_header(client, awarded, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"voucher_check": "3/m/ip,5/m/key"}
    address = f"/v/{awarded.voucher_number}/"

    def ask(**kwargs) -> int:
        return client.get(address, **kwargs).status_code

    assert [ask(headers={"x-forwarded-for": f"203.0.113.{n}"}) for n in range(4)] == [200, 200, 200, 429]
    # Others still may, until everybody together has asked too often; then a right number tells nothing either.
    assert ask(REMOTE_ADDR="203.0.113.50") == 200
    assert [ask(REMOTE_ADDR=f"203.0.113.{n}") for n in (60, 61)][-1] == 429


@pytest.mark.parametrize("redis", [True, False])
def test_limit_with_redis_and_an_answer_without(client, awarded, settings, redis):
    """While Redis is away nothing is counted and nobody is locked out: a number cannot be guessed anyway."""
    if not redis:
        address = f"redis://127.0.0.1:{redis_server.free_port()}/0"
        _ask_through(client, awarded, settings, address, [200, 200, 200])
        return
    given = os.environ.get("TEST_REDIS_URL")
    with nullcontext((given, "")) if given else redis_server.server() as (address, _kind):
        _ask_through(client, awarded, settings, address, [200, 200, 429])
        caches["default"].clear()


def _ask_through(client, project, settings, redis: str, answers: list[int]) -> None:
    backend = "voucher_portal.cache.DispensableRedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": redis, "KEY_PREFIX": "test-voucher"}}
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"voucher_check": "2/m/ip,5/m/key"}
    asked = [client.get(f"/v/{project.voucher_number}/").status_code for _answer in answers]
    assert asked == answers


def test_holder_shares_name_and_amount_by_a_link_and_ends_it(client, awarded, people):
    holder = signed_in(people.applicant)
    address = f"/projects/{awarded.reference}/share_voucher/"
    assert holder.post(address, {"share": "on"}).status_code == 302
    assert holder.post(address, {"share": "on"}).status_code == 302
    share = VoucherShare.objects.get(voucher__project=awarded)
    link = f"/v/{awarded.voucher_number}/{share.token}/"

    shared = client.get(link)
    assert awarded.applicant.name in shared.text
    assert f"{awarded.award_amount // 100:,}" in shared.text
    assert awarded.applicant.name not in client.get(f"/v/{awarded.voucher_number}/").text
    assert client.get(f"/v/{awarded.voucher_number}/{'x' * 32}/").status_code == 404

    assert holder.post(address, {"share": "off"}).status_code == 302
    assert client.get(link).status_code == 404
    share.refresh_from_db()
    assert (share.shared_by, share.ended_by) == (people.applicant.user, people.applicant.user)
    assert services.share_voucher(awarded, actor=people.applicant).token != share.token


def test_only_the_holder_shares(awarded, people):
    for actor in (people.laboratory, people.officer, people.recommender):
        with pytest.raises(NotPermitted):
            services.share_voucher(awarded, actor=actor)
        assert (
            signed_in(actor)
            .post(f"/projects/{awarded.reference}/share_voucher/", {"share": "on"})
            .status_code
            == 403
        )
    assert not VoucherShare.objects.exists()


def test_record_of_a_share_stays(awarded, people):
    share = services.share_voucher(awarded, actor=people.applicant)
    for change in (
        lambda: VoucherShare.objects.filter(pk=share.pk).delete(),
        lambda: VoucherShare.objects.filter(pk=share.pk).update(token="other"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_voucher_page_shows_the_code_and_the_switch_to_its_holder(awarded, people):
    page = signed_in(people.applicant).get(f"/projects/{awarded.reference}/voucher/")
    assert "Make a link" in page.text
    assert "Make a link" not in signed_in(people.officer).get(f"/projects/{awarded.reference}/voucher/").text
    code = signed_in(people.applicant).get(f"/projects/{awarded.reference}/voucher.svg")
    assert code.headers["Content-Type"] == "image/svg+xml"
    assert b"<svg" in code.content
    assert Voucher.objects.get(project=awarded).number in page.text
