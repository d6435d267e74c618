"""A form that is sent with a lost session: its words come back, to the same person in the same browser, and to nobody else."""

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.cast import Cast, cast
from tests.factories.projects import make_project
from voucher_portal.kept_words import MOST_CHARACTERS
from voucher_portal.refill import refill

pytestmark = pytest.mark.django_db
IN_THE_FORM = "is in the form again"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def page(people) -> str:
    return f"/projects/{make_project('submitted', people=people).reference}/return_for_correction/"


@pytest.fixture
def client(people, page) -> Client:
    """The recommending person's browser, on the page of the form."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(people.recommender.user)
    assert client.get(page).status_code == 200
    return client


WORDS = {"note": "Look at the <plan> & the budget", "what_1": "field:title", "reason_1": "Too short"}


def lose(client: Client) -> None:
    Session.objects.all().delete()


def test_words_come_back_after_signing_in(client, page, people):
    lose(client)

    answer = client.post(page, WORDS)
    sign_in = client.get(answer["Location"])
    client.force_login(people.recommender.user)
    shown = client.get(page)

    assert answer["Location"].endswith(f"?next={page}")
    assert "kept for an hour" in sign_in.text
    assert IN_THE_FORM in shown.text
    assert "Look at the &lt;plan&gt; &amp; the budget</textarea>" in shown.text
    assert '<option value="field:title" selected>' in shown.text
    assert "Too short</textarea>" in shown.text
    assert "no-store" in shown.headers["Cache-Control"]


def test_words_go_once_the_form_was_sent(client, page, people):
    lose(client)
    client.post(page, WORDS)
    client.force_login(people.recommender.user)

    assert client.post(page, WORDS | {"what_1": ""}).status_code == 422
    assert IN_THE_FORM in client.get(page).text
    assert client.post(page, WORDS).status_code == 302
    assert IN_THE_FORM not in client.get(page, follow=True).text
    assert "kept" not in {name for name, cookie in client.cookies.items() if cookie.value}


def test_page_can_be_seen_as_it_is_saved(client, page, people):
    lose(client)
    client.post(page, WORDS)
    client.force_login(people.recommender.user)

    assert "Too short" not in client.get(f"{page}?as-saved=1").text
    assert "Too short" in client.get(page).text


def test_next_person_at_the_same_computer_sees_nothing(client, page, people):
    lose(client)
    client.post(page, WORDS)

    client.force_login(people.officer.user)
    assert "Too short" not in client.get(page).text
    client.force_login(people.recommender.user)
    assert "Too short" not in client.get(page).text


def test_signing_out_forgets(client, page, people):
    lose(client)
    client.post(page, WORDS)
    client.force_login(people.recommender.user)
    client.post("/account/logout/")

    client.force_login(people.recommender.user)
    assert "Too short" not in client.get(page).text


def test_visitor_and_forged_cookie_keep_nothing(page):
    client = Client()
    client.cookies["browser"] = "forged.owner:signature"

    client.post(page, WORDS)

    assert set(client.cookies) == {"browser"}


def test_files_passwords_numbers_and_floods_are_not_kept(client, page, people):
    lose(client)
    file = SimpleUploadedFile("plan.pdf", b"%PDF-1.4 secret content")
    secret = {
        "old_password": "hunter22",
        "leader_id_number": "110108199001011234",
        "account_number": "622202",
        "applicant-bank_account": "622203",
    }
    client.post(page, WORDS | secret | {"file": file})
    client.force_login(people.recommender.user)
    shown = client.get(page).text
    assert "Too short" in shown
    assert not [value for value in (*secret.values(), "secret content", "plan.pdf") if value in shown]

    lose(client)
    client.post(page, {"note": "x" * (MOST_CHARACTERS + 1)})
    client.force_login(people.recommender.user)
    assert "x" * 1000 not in client.get(page).text


FORM = (
    '<form method="get" data-guard><input name="a" value="1"></form>'
    '<form method="post" data-guard action="/other/"><input name="a" value="1"></form>'
    '<form method="post" data-guard><input type="hidden" name="csrfmiddlewaretoken" value="t">'
    '<input name="a" value="1"><input name="a" value="2"><input type="password" name="p">'
    '<input type="checkbox" name="c" value="x" checked><input type="checkbox" name="c" value="y">'
    '<textarea name="t">\nold &amp; tired</textarea><select name="s"><option value="1" selected>One</option>'
    '<option value="2">Two</option></select></form><p>&amp; &#8212; <!-- x --></p>'
)


def test_refill_writes_into_the_one_form_and_escapes():
    values = {"a": ['"><script>', "3"], "c": ["y"], "t": ["</textarea><b>"], "s": ["2"], "z": ["left over"]}
    values |= {"csrfmiddlewaretoken": ["forged"], "p": ["secret"]}

    page, left = refill(FORM, "/here/", values)

    assert page == (
        '<form method="get" data-guard><input name="a" value="1"></form>'
        '<form method="post" data-guard action="/other/"><input name="a" value="1"></form>'
        '<form method="post" data-guard><input type="hidden" name="csrfmiddlewaretoken" value="t">'
        '<input name="a" value="&quot;&gt;&lt;script&gt;"><input name="a" value="3"><input type="password" name="p">'
        '<input type="checkbox" name="c" value="x"><input type="checkbox" name="c" value="y" checked>'
        '<textarea name="t">\n&lt;/textarea&gt;&lt;b&gt;</textarea><select name="s"><option value="1">One</option>'
        '<option value="2" selected>Two</option></select></form><p>&amp; &#8212; <!-- x --></p>'
    )
    assert left["z"] == ["left over"]
    assert "s" not in left
