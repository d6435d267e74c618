"""The gallery and the frame around every page."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.gallery_urls")]


@pytest.mark.parametrize(("language", "lang"), [("zh-hans", "zh-Hans"), ("en", "en")])
def test_gallery_speaks_the_readers_language(client, language, lang):
    response = client.get("/_components/", headers={"accept-language": language})

    assert response.status_code == 200
    assert f'<html lang="{lang}"' in response.text


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("transition", 200),
        ("form", 200),
        ("list", 200),
        ("403", 403),
        ("404", 404),
        ("409", 409),
        ("422", 422),
        ("500", 500),
    ],
)
def test_sample_page_answers_with_its_status(client, name, status):
    assert client.get(f"/_components/{name}/").status_code == status


def test_unknown_sample_page_is_not_found(client):
    assert client.get("/_components/nothing/").status_code == 404


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_server_sets_the_theme_of_the_cookie(client, theme):
    client.cookies["theme"] = theme

    assert f'data-bs-theme="{theme}"' in client.get("/_components/").text


@pytest.mark.parametrize("theme", ["", '"><script>'])
def test_any_other_theme_follows_the_system(client, theme):
    client.cookies["theme"] = theme

    assert "data-bs-theme" not in client.get("/_components/").text


def test_page_has_one_heading_one_main_and_a_way_to_skip_to_it(client):
    html = client.get("/_components/transition/").text

    assert html.count("<h1") == 1
    assert html.count("<main") == 1
    assert 'href="#content"' in html


def test_step_shows_findings_consequence_and_one_button(client):
    html = client.get("/_components/transition/", headers={"accept-language": "en"}).text

    assert "Only 12 days remain" in html
    assert "The project starts" in html
    assert html.count('<button class="btn btn-primary" type="submit">Clear the contract</button>') == 1


def test_refusal_says_what_to_do_next(client):
    html = client.get("/_components/422/", headers={"accept-language": "en"}).text

    assert "What you can do" in html
    assert "Nothing was changed." in html


def test_visitor_is_offered_to_sign_in(client):
    assert 'href="/account/login/' in client.get("/_components/").text
