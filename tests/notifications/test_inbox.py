"""The inbox in the browser: one's own messages, and nothing written by looking."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from notifications.models import Message, Preference, unread_count
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def make_messages(recipient, number: int = 1, **fields) -> list[Message]:
    content = {"kind": "x", "category": "task", "language": "en", "body": "Text", "url": "/projects/P-1/"}
    return [
        Message.objects.create(
            key=f"{recipient.pk}:{index}:{fields}",
            recipient=recipient,
            subject=f"Message {index}",
            **(content | fields),
        )
        for index in range(number)
    ]


@pytest.fixture
def inbox(client, watcher):
    client.force_login(watcher)
    return client


def unread(person) -> int:
    return Message.objects.of(person).unread().count()


def test_inbox_shows_own_unread_messages_newest_first(inbox, watcher):
    make_messages(watcher, 2)
    Message.objects.filter(pk=make_messages(watcher, url="")[0].pk).mark_read()
    make_messages(make_person("Stranger"))

    response = inbox.get(reverse("notifications:inbox"))

    assert [message.subject for message in response.context["page"]] == ["Message 1", "Message 0"]
    assert [message.recipient_id for message in response.context["page"]] == [watcher.pk, watcher.pk]


def test_looking_marks_nothing_as_read(inbox, watcher):
    make_messages(watcher)

    inbox.get(reverse("notifications:inbox"))

    assert unread(watcher) == 1
    assert inbox.get(reverse("notifications:read")).status_code == 405
    assert inbox.get(reverse("notifications:open")).status_code == 405


def test_pages_go_forth_and_back_by_key(inbox, watcher):
    make_messages(watcher, 60)

    first = inbox.get(reverse("notifications:inbox") + "?show=all")
    second = inbox.get(reverse("notifications:inbox") + first.context["page"].next_url)
    third = inbox.get(reverse("notifications:inbox") + second.context["page"].next_url)
    back = inbox.get(reverse("notifications:inbox") + third.context["page"].previous_url)

    assert [len(answer.context["page"]) for answer in (first, second, third)] == [25, 25, 10]
    assert first.context["page"].previous_url == ""
    assert third.context["page"].next_url == ""
    assert back.context["page"].rows == second.context["page"].rows


@pytest.mark.parametrize(
    "query", ["?before=x", "?before=-1", "?after=99999999999999999999", "?show=nonsense"]
)
def test_nonsense_in_the_address_is_ignored(inbox, watcher, query):
    make_messages(watcher)

    assert len(inbox.get(reverse("notifications:inbox") + query).context["page"]) == 1


def test_number_of_queries_does_not_grow_with_messages(inbox, watcher):
    def queries_with(number: int) -> int:
        make_messages(watcher, number, kind=str(number))
        with CaptureQueriesContext(connection) as queries:
            inbox.get(reverse("notifications:inbox"))
        return len(queries)

    assert queries_with(1) == queries_with(3)


def test_one_message_is_marked_as_read(inbox, watcher):
    first, second = make_messages(watcher, 2)

    response = inbox.post(reverse("notifications:read"), {"message": first.pk}, follow=True)

    assert list(Message.objects.unread()) == [second]
    assert "1 message is marked as read." in response.content.decode()


def test_all_are_marked_as_read_up_to_the_newest_that_was_shown(inbox, watcher):
    shown = make_messages(watcher, 3)
    arrived_later = make_messages(watcher, kind="later")[0]

    inbox.post(reverse("notifications:read"), {"up_to": shown[-1].pk, "show": "all"})

    assert list(Message.objects.unread()) == [arrived_later]


@pytest.mark.parametrize("name", ["read", "open"])
def test_message_of_somebody_else_stays_unread(inbox, name):
    stranger = make_person("Stranger")
    message = make_messages(stranger)[0]

    inbox.post(reverse(f"notifications:{name}"), {"message": message.pk})

    assert unread(stranger) == 1


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "²", "9" * 30])
def test_nonsense_as_message_is_not_found(inbox, nonsense):
    assert inbox.post(reverse("notifications:open"), {"message": nonsense}).status_code == 404
    assert inbox.post(reverse("notifications:read"), {"message": nonsense}).status_code == 302


def test_opening_marks_as_read_and_goes_to_the_page(inbox, watcher):
    message = make_messages(watcher)[0]

    response = inbox.post(reverse("notifications:open"), {"message": message.pk})

    assert response["Location"] == "/projects/P-1/"
    assert unread(watcher) == 0


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_opening_never_leads_out_of_the_portal(inbox, watcher, url):
    message = make_messages(watcher, url=url)[0]

    response = inbox.post(reverse("notifications:open"), {"message": message.pk})

    assert response["Location"] == reverse("notifications:inbox")


def test_words_of_a_message_are_inert(inbox, watcher):
    make_messages(watcher, body="<script>alert(1)</script>")

    page = inbox.get(reverse("notifications:inbox")).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_visitor_is_asked_to_sign_in(client):
    assert client.get(reverse("notifications:inbox")).status_code == 302


def test_unread_messages_are_counted_to_a_hundred(watcher, django_assert_num_queries):
    make_messages(watcher, 101)
    make_messages(make_person("Stranger"))

    with django_assert_num_queries(1):
        assert unread_count(watcher) == 100


def test_preferences_are_kept(inbox, watcher):
    address = reverse("notifications:preferences")
    assert inbox.get(address).context["form"].initial["by_mail"] == [
        "task",
        "decision",
        "progress",
        "reminder",
    ]

    response = inbox.post(address, {"by_mail": ["task", "decision"]})

    assert response.status_code == 302
    assert Preference.objects.without_mail([watcher]) == {(watcher.pk, "progress"), (watcher.pk, "reminder")}
    assert inbox.get(address).context["form"].initial["by_mail"] == ["task", "decision"]


def test_unknown_category_is_refused(inbox):
    assert inbox.post(reverse("notifications:preferences"), {"by_mail": ["gossip"]}).status_code == 200
    assert Preference.objects.count() == 0
