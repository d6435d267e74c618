"""Files of dossiers are downloaded under the scope of the dossier, and can do no harm in a browser."""

import uuid

import pytest

from accounts.actor import Actor
from accounts.enums import Role
from tests.factories.institutions import make_field_centre
from tests.factories.people import make_actor, make_person
from tests.workflow import samples
from tests.workflow.samples import upload
from workflow.files import attach


@pytest.fixture
def member(centre) -> Actor:
    return Actor.of(centre.organisation.memberships.select_related("user", "organisation").get())


@pytest.fixture
def document(centre, member):
    return attach(centre, upload("授权函 2026.pdf", samples.PDF), kind="authorisation_letter", actor=member)


def get(client, actor, document):
    client.force_login(actor.user)
    return client.get(f"/documents/{document.uuid}/")


def test_own_people_read_their_file(client, document, member):
    response = get(client, member, document)

    assert response.status_code == 200
    assert b"".join(response.streaming_content) == samples.PDF


@pytest.mark.parametrize("role", [Role.OFFICER, Role.APPROVER, Role.FINANCE, Role.AUDITOR])
def test_office_and_auditors_read_it(client, document, role):
    response = get(client, make_actor(role), document)

    assert response.status_code == 200
    response.close()


def test_for_everybody_else_it_does_not_exist(client, document):
    other = make_field_centre("北京生物医药发展中心", "biomedicine")
    colleague = Actor.of(other.organisation.memberships.select_related("user", "organisation").get())

    assert get(client, colleague, document).status_code == 404
    assert get(client, make_actor(Role.EXPERT), document).status_code == 404
    assert get(client, Actor(user=make_person("Nobody")), document).status_code == 404


def test_visitors_are_asked_to_sign_in(client, document):
    response = client.get(f"/documents/{document.uuid}/")

    assert response.status_code == 302
    assert response.url.startswith("/account/login/")


def test_browser_may_only_save_it(client, document, member):
    response = get(client, member, document)

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "script-src" not in response.headers["Content-Security-Policy"]
    response.close()


@pytest.mark.parametrize("name", ['x";.pdf', "=cmd.pdf", "a\r\nSet-Cookie: x=1.pdf", "<b>.pdf"])
def test_name_of_a_file_stays_a_name(client, centre, member, name):
    file = upload("plan.pdf", samples.PDF)
    file._name = name
    document = attach(centre, file, kind="other", actor=member)

    response = get(client, member, document)

    assert response.status_code == 200
    assert "Set-Cookie" not in dict(response.items())
    assert "\n" not in response.headers["Content-Disposition"]
    response.close()


def test_unknown_and_malformed_numbers_are_not_found(client, member, document):
    client.force_login(member.user)

    assert client.get(f"/documents/{uuid.uuid4()}/").status_code == 404
    assert client.get("/documents/1/").status_code == 404
    assert client.get("/documents/../../etc/passwd/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_files_are_only_read(client, document, member, method):
    client.force_login(member.user)

    assert getattr(client, method)(f"/documents/{document.uuid}/").status_code == 405


def test_lost_file_is_not_found_instead_of_an_accident(client, document, member):
    document.file.storage.delete(document.file.name)

    assert get(client, member, document).status_code == 404
