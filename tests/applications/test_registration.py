"""Enterprises and teams register; a team may become an enterprise."""

import pytest

from accounts.models import Membership, Organisation
from applications import services
from applications.models import Enterprise, StartupTeam
from tests.applications.conftest import no_trace
from tests.factories.cast import make_applicant, make_team
from tests.factories.people import make_person, next_uscc
from workflow.errors import Unfit

PROFILE = {
    "industry": "software",
    "staff": 20,
    "revenue": 500_000_000,
    "assets": 300_000_000,
    "legal_representative": "李明",
}
FORM = {
    "name": "北京小微智造有限公司",
    "uscc": "91110108MA0000001D",
    "district": "haidian",
    "contact_name": "李明",
    "contact_phone": "13800000000",
    "industry": "software",
    "staff": "20",
    "revenue": "5,000,000",
    "assets": "3000000.50",
    "legal_representative": "李明",
}
TEAM = {
    "name": "深蓝创业团队",
    "district": "haidian",
    "contact_name": "赵强",
    "contact_phone": "13800000001",
    "leader_name": "赵强",
    "leader_id_number": "110108199001011234",
    "incubator": "中关村孵化器",
}
pytestmark = pytest.mark.django_db


def party(**changes) -> dict:
    return {"name": "北京小微智造有限公司", "uscc": next_uscc(), "district": "haidian"} | changes


def register(**changes) -> Membership:
    return services.register_enterprise(user=make_person("Li"), party=party(**changes), profile=PROFILE)


def test_enterprise_gets_its_first_person():
    membership = register()

    assert (membership.role, membership.is_active) == ("applicant", True)
    assert membership.organisation.kind == "enterprise"
    assert membership.organisation.enterprise.revenue == 500_000_000
    assert membership.organisation.name_key.startswith("bei jing")


def test_credit_code_is_stored_upper_case_without_spaces():
    code = next_uscc()

    membership = register(uscc=f" {code[:8].lower()} {code[8:].lower()} ")

    assert membership.organisation.uscc == code


@pytest.mark.parametrize(
    "code",
    [
        "",
        None,
        "123",
        "91110108MA0000001",
        "91110108MA0000001DX",
        "91110108MI0000001D",
        "9111O108MA0000001D",
        "９１１１" * 5,
    ],
)
def test_misshapen_credit_code_is_refused_at_its_field(code):
    user = make_person("Li")

    with no_trace(), pytest.raises(Unfit) as refusal:
        services.register_enterprise(user=user, party=party(uscc=code), profile=PROFILE)

    assert set(refusal.value.fields) == {"uscc"}
    assert "18 characters of the business licence" in refusal.value.fields["uscc"]


def test_wrong_check_character_does_not_keep_anybody_out():
    """A genuine code with a wrong check character has been reported (91350211M0000XUF46)."""
    assert register(uscc="91350211M0000XUF46").organisation.uscc == "91350211M0000XUF46"


@pytest.mark.parametrize("again", [str.lower, str.upper, lambda code: f"{code[:4]} {code[4:]}"])
def test_taken_credit_code_says_whom_to_ask(again):
    code = register().organisation.uscc
    user = make_person("Zhang")

    with no_trace(), pytest.raises(Unfit) as refusal:
        services.register_enterprise(user=user, party=party(uscc=again(code)), profile=PROFILE)

    words = "An organisation with this credit code is already registered. Ask its contact person to add you."
    assert refusal.value.message == words


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"staff": -1}, "staff"),
        ({"industry": "magic"}, "industry"),
        ({"legal_representative": ""}, "legal_representative"),
    ],
)
def test_wrong_profile_leaves_no_half_enterprise(wrong, field):
    user = make_person("Li")

    with no_trace(), pytest.raises(Unfit) as refusal:
        services.register_enterprise(user=user, party=party(), profile=PROFILE | wrong)

    assert field in refusal.value.fields
    assert not Enterprise.objects.exists()


def test_team_needs_no_credit_code_and_ignores_one():
    actor = make_team()

    assert actor.organisation.uscc is None
    assert actor.organisation.kind == "team"


def test_id_number_of_the_leader_is_masked():
    assert make_team().organisation.team.masked_id_number == "110*************34"
    assert StartupTeam(leader_id_number="12345").masked_id_number == "123***45"


def test_team_becomes_an_enterprise_and_keeps_its_own_past():
    actor = make_team()
    team = actor.organisation.team

    membership = services.team_becomes_enterprise(team, actor=actor, party=party(), profile=PROFILE)

    team.refresh_from_db()
    assert team.became == membership.organisation
    assert membership.user == actor.user
    assert Membership.objects.of_person(actor.user).count() == 2


def test_team_becomes_an_enterprise_once():
    actor = make_team()
    team = actor.organisation.team
    services.team_becomes_enterprise(team, actor=actor, party=party(), profile=PROFILE)

    with no_trace(), pytest.raises(Unfit, match="The team has already become 北京小微智造有限公司"):
        services.team_becomes_enterprise(team, actor=actor, party=party(), profile=PROFILE)


# --- in the browser --------------------------------------------------------------------------------------------------


def test_person_registers_an_enterprise_and_acts_for_it_at_once(client):
    user = make_person("Li Ming")
    client.force_login(user)

    response = client.post("/register/enterprise/", FORM, follow=True)

    assert response.redirect_chain == [("/dashboard/", 302)]
    assert "北京小微智造有限公司 is registered. You now act for it." in response.text
    enterprise = Enterprise.objects.get()
    assert (enterprise.revenue, enterprise.assets) == (500_000_000, 300_000_050)
    assert client.get("/projects/new/").status_code == 200


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"uscc": "91110108MA000"}, "Enter the 18 characters of the business licence"),
        ({"revenue": "a lot"}, "Enter an amount in 元"),
        ({"revenue": "-5"}, "The amount must be at least 0.00 元."),
        ({"district": "atlantis"}, "Select a valid choice"),
        ({"name": ""}, "This field is required."),
        ({"contact_email": "nobody"}, "Enter a valid email address."),
    ],
)
def test_wrong_registration_keeps_what_was_typed(client, change, words):
    client.force_login(make_person("Li Ming"))

    response = client.post("/register/enterprise/", FORM | change)

    assert response.status_code == 422
    assert words in response.text
    assert "李明" in response.text
    assert not Organisation.objects.filter(kind="enterprise").exists()


def test_taken_code_is_said_on_the_page(client):
    register(uscc=FORM["uscc"])
    client.force_login(make_person("Zhang"))

    response = client.post("/register/enterprise/", FORM)

    assert response.status_code == 422
    assert "Ask its contact person to add you." in response.text


def test_person_registers_a_team(client):
    client.force_login(make_person("Zhao Qiang"))

    response = client.post("/register/team/", TEAM, follow=True)

    assert response.redirect_chain == [("/dashboard/", 302)]
    assert StartupTeam.objects.get().leader_id_number == "110108199001011234"


def test_applicant_corrects_its_data(client):
    actor = make_applicant()
    client.force_login(actor.user)
    uscc = actor.organisation.uscc

    response = client.post("/organisation/", FORM | {"uscc": uscc, "staff": "31"})

    assert response.status_code == 302
    assert Enterprise.objects.get(organisation=actor.organisation).staff == 31


def test_correction_of_data_cannot_take_anothers_code(client):
    other, actor = make_applicant(), make_applicant()
    client.force_login(actor.user)

    response = client.post("/organisation/", FORM | {"uscc": other.organisation.uscc})

    assert response.status_code == 422
    assert Organisation.objects.get(pk=actor.organisation_id).uscc == actor.organisation.uscc


def test_correction_of_data_keeps_the_shape_of_the_code(client):
    actor = make_applicant()
    client.force_login(actor.user)

    response = client.post("/organisation/", FORM | {"uscc": "12345"})

    assert response.status_code == 422
    assert "Enter the 18 characters of the business licence" in response.text


def test_visitors_sign_in_first(client):
    response = client.get("/register/enterprise/")

    assert response.status_code == 302
    assert response.url.startswith("/account/login/")
