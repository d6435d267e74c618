"""Saved views and habits: mine, the team's, the first one; and who may change them."""

import pytest

from desk.models import Preference, SavedView
from desk.services import views
from tests.desk.crowd import browser, crowd
from workflow.errors import NotPermitted, Unfit

pytestmark = pytest.mark.django_db
QUERY = "tab=all&state=endorsed&state=approved&sort=-amount&col=applicant&col=amount"


def keep(actor, name="Large ones", **options) -> SavedView:
    return views.save_view(actor=actor, name=name, query=QUERY, **options)


def test_a_view_brings_the_list_back(people):
    client = browser(people.officer)
    answer = client.post("/desk/views/save/", {"name": "Large ones", "query": f"?{QUERY}&after=1~2"})

    assert answer.url == f"/desk/?{QUERY}"
    page = client.get(answer.url).text
    assert 'aria-current="true">Large ones' in page


def test_only_shared_views_are_seen_by_colleagues_and_only_in_the_office(people):
    keep(people.officer, "Mine alone")
    keep(people.officer, "For all of us", shared=True)

    colleague = browser(people.second_officer).get("/desk/?tab=all").text
    assert "For all of us" in colleague
    assert "Mine alone" not in colleague
    outside = browser(people.recommender).get("/desk/?tab=all").text
    assert "For all of us" not in outside


def test_counts_of_views_are_shown_and_bounded_by_what_i_see(people):
    crowd(people, 3)
    view = views.save_view(actor=people.officer, name="Copies", query="tab=all&q=Copy")

    assert '<span class="vp-count">3</span>' in browser(people.officer).get(view.get_absolute_url()).text


def test_the_first_view_opens_the_queue(people):
    view = keep(people.officer, first=True)
    client = browser(people.officer)

    assert client.get("/desk/").url == view.get_absolute_url()
    assert client.get("/desk/?tab=take").status_code == 200
    client.post(f"/desk/views/{view.uuid}/", {"action": "not_first"})
    assert client.get("/desk/").status_code == 200


def test_a_colleagues_view_can_be_my_first_until_it_is_deleted(people):
    view = keep(people.officer, shared=True)
    views.open_with(view, actor=people.second_officer)
    views.delete_view(view, actor=people.officer)

    assert browser(people.second_officer).get("/desk/").status_code == 200
    assert Preference.objects.get(person=people.second_officer.user).default_view is None


def test_who_may_change_a_view(people):
    own, shared = keep(people.officer, "Own"), keep(people.officer, "Shared", shared=True)

    with pytest.raises(NotPermitted):
        views.rename_view(shared, actor=people.second_officer, name="Taken")
    views.rename_view(shared, actor=people.approver, name="Better name")
    for actor, view, status in (
        (people.second_officer, own, 404),
        (people.second_officer, shared, 403),
        (people.recommender, shared, 404),
    ):
        answer = browser(actor).post(f"/desk/views/{view.uuid}/", {"action": "delete"})
        assert answer.status_code == status
    assert SavedView.objects.count() == 2


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_view_needs_a_fitting_name(people, name):
    with pytest.raises(Unfit):
        keep(people.officer, name)


def test_names_are_taken_once(people):
    keep(people.officer)
    keep(people.officer, shared=True)
    with pytest.raises(Unfit, match="already"):
        keep(people.officer)
    with pytest.raises(Unfit, match="already"):
        keep(people.approver, shared=True)
    keep(people.second_officer)


def test_a_filter_too_long_to_keep_is_refused(people):
    with pytest.raises(Unfit):
        views.save_view(actor=people.officer, name="Long", query="q=" + "x" * 3000)


def test_chosen_columns_stay_and_unknown_ones_do_not(people):
    crowd(people, 1)
    client = browser(people.officer)
    client.post("/desk/habits/", {"query": "tab=all", "col": ["district", "password", "returns"]})

    assert Preference.objects.get().columns == ["district", "returns"]
    page = client.get("/desk/?tab=all").text
    assert 'data-label="District"' in page
    assert 'data-label="Applicant"' not in page


def test_shortcuts_are_listed_without_a_script_and_can_be_switched_off(people):
    crowd(people, 1)
    client = browser(people.officer)
    assert "<kbd>j</kbd>" in client.get("/desk/keys/").text
    client.post("/desk/habits/", {"shortcuts": "off"})

    assert 'data-desk-shortcuts="off"' in client.get("/desk/?tab=all").text
    assert "The shortcuts are off." in client.get("/desk/keys/").text
