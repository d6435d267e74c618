"""Photos, invitations, marks with their last day, bulk steps, and what a delisting means for a running project."""

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.enums import Role
from accounts.models import Membership
from labs import services
from labs.forms import LaboratoryForm
from labs.models import Laboratory
from labs.notices import ListingEnds, MarkEnds
from policy.conditions.parties import laboratory_still_listed
from tests.factories.institutions import make_service_institution, member_of
from tests.factories.labs import make_instrument, make_laboratory, nominate, reread
from tests.factories.people import make_actor, make_person
from tests.policy.cases import DEMO, LABORATORY, TODAY
from workflow.errors import NotPermitted, Unfit


def picture(size=(3000, 2000), kind="JPEG", name="photo.jpg") -> SimpleUploadedFile:
    stream, image = BytesIO(), Image.new("RGB", size, "grey")
    exif = Image.Exif()
    exif[0x010E] = "taken at a secret place"
    image.save(stream, kind, **({"exif": exif} if kind == "JPEG" else {}))
    return SimpleUploadedFile(name, stream.getvalue())


def photographed(laboratory: Laboratory, file):
    return services.save_instrument(
        laboratory, actor=member_of(laboratory), row=laboratory.instruments.get(), picture=file
    )


def test_a_photo_is_drawn_anew_smaller_and_without_notes(client):
    laboratory = make_laboratory()
    row = photographed(laboratory, picture())
    answer = client.get(row.photo_url)
    content = b"".join(answer.streaming_content)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert b"secret place" not in content
    assert max(Image.open(BytesIO(content)).size) == 1600


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("photo.jpg", b"<script>alert(1)</script>"),
        SimpleUploadedFile("photo.pdf", b"%PDF-1.4\n%%EOF\n"),
        SimpleUploadedFile("photo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 300),
        picture(name="photo.svg"),
    ],
    ids=["script", "paper", "half a picture", "another ending"],
)
def test_what_is_no_picture_is_refused(file):
    laboratory = make_laboratory()
    with pytest.raises(Unfit):
        photographed(laboratory, file)
    assert not laboratory.instruments.get().photo


def test_the_photo_of_a_draft_is_seen_by_its_keepers_alone(client):
    laboratory = make_laboratory(listed=False)
    row = photographed(laboratory, picture((40, 30)))
    assert client.get(row.photo_url).status_code == 404
    client.force_login(member_of(make_laboratory()).user)
    assert client.get(row.photo_url).status_code == 404
    client.force_login(member_of(laboratory).user)
    assert b"".join(client.get(row.photo_url).streaming_content)


def test_the_institution_invites_the_laboratorys_person(client):
    laboratory = make_laboratory(listed=False)
    institution, person = member_of(laboratory.reported_by), make_person("Own person")
    services.invite_person(laboratory, actor=institution, email=person.email)
    path = re.search(r"/me/join/\S+", mail.outbox[-1].body).group()
    client.force_login(person)
    client.post(path)
    joined = Membership.objects.get(user=person)
    assert (joined.organisation, joined.role) == (laboratory.organisation, Role.LABORATORY)
    for stranger in (member_of(make_service_institution()), member_of(laboratory), make_actor(Role.OFFICER)):
        with pytest.raises(NotPermitted):
            services.invite_person(laboratory, actor=stranger, email="x@example.org")


def test_an_invitation_ends_with_the_sender(client):
    laboratory, person = make_laboratory(listed=False), make_person("Own person")
    institution = member_of(laboratory.reported_by)
    services.invite_person(laboratory, actor=institution, email=person.email)
    path = re.search(r"/me/join/\S+", mail.outbox[-1].body).group()
    institution.user.memberships.update(is_active=False)
    client.force_login(person)
    assert client.post(path).status_code == 410


def test_reporting_a_laboratory_offers_the_invitation(client):
    institution = make_service_institution()
    client.force_login(member_of(institution).user)
    form = {
        "name": "新报实验室", "district": "haidian", "contact_name": "李", "contact_phone": "010",
        "kind": "key_lab", "field": "materials", "invited": "own@example.org",
    }  # fmt: skip
    assert client.post(reverse("labs:report"), form).status_code == 302
    assert mail.outbox[-1].to == ["own@example.org"]


def test_a_mark_needs_its_number():
    laboratory = make_laboratory(listed=False)
    form = LaboratoryForm({"has_cma": "on"}, instance=laboratory)
    assert "cma_number" in form.errors


@pytest.mark.parametrize(("days", "told"), [(31, 0), (30, 2), (0, 2), (-1, 0)])
def test_keepers_are_reminded_before_a_listing_or_a_mark_ends(days, told):
    last = timezone.localdate() + timedelta(days=days)
    laboratory = make_laboratory(has_cma=True, cma_number="21", cma_valid_to=last)
    assert len(list(MarkEnds().due(timezone.localdate()))) == told
    Laboratory.objects.filter(pk=laboratory.pk).update(
        listed_from=timezone.localdate() - timedelta(days=9), listed_to=last
    )
    assert len(list(ListingEnds().due(timezone.localdate()))) == told


def test_bulk_steps_go_through_the_door_and_name_who_is_refused(client):
    laboratory = make_laboratory(listed=False)
    other = nominate(make_laboratory(listed=False, reported_by=laboratory.reported_by))
    client.force_login(member_of(laboratory.reported_by).user)
    chosen = {"_selected_action": [laboratory.pk, other.pk]}
    answer = client.post(
        reverse("admin:labs_laboratory_changelist"), chosen | {"action": "submit_chosen"}, follow=True
    )
    assert (reread(laboratory).state, reread(other).state) == ("submitted", "nominated")
    assert other.reference in answer.content.decode()


@pytest.mark.parametrize(("effect", "outcome"), [("finish", "warn"), ("ask", "warn"), ("block", "block")])
@pytest.mark.parametrize("days", [0, -1])
def test_a_laboratory_delisted_midway_follows_the_edition(effect, outcome, days):
    edition = replace(DEMO, delisted_lab_effect=effect)
    lab = replace(LABORATORY, listed_to=TODAY + timedelta(days=days))
    verdict = laboratory_still_listed(lab, TODAY, edition)
    assert verdict.outcome == (outcome if days < 0 else "pass")


def test_visitors_see_photos_that_load_late_and_move_nothing(client, django_assert_max_num_queries):
    laboratory = make_laboratory()
    row = photographed(laboratory, picture((40, 30)))
    for number in range(3):
        make_instrument(laboratory, f"X-{number}")
    with django_assert_max_num_queries(12):
        page = client.get(laboratory.get_absolute_url()).content.decode()
    (tag,) = re.findall(r'<img class="vp-photo"[^>]*>', page)
    assert row.photo_url in tag
    assert row.name in re.search(r'alt="(.*?)"', tag).group(1)
    assert all(words in tag for words in ('loading="lazy"', 'width="96"', 'height="72"'))
