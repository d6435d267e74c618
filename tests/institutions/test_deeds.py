"""What an institution did for one enterprise stands on one page, whichever part of the portal keeps it."""

from institutions import services
from institutions.deeds import coached
from matching import services as matching
from tests.factories.cast import cast
from tests.factories.institutions import make_recommending_institution, member_of
from tests.factories.needs import make_need
from tests.factories.people import next_uscc
from tests.factories.projects import make_project
from tests.institutions.test_work import NOTE, TODAY, hold, page


def test_one_page_tells_everything_that_was_done_for_an_enterprise(client):
    """Talks are noted here, advice at the need, the recommendation at the project; they are read together."""
    people = cast()
    institution, applicant = people.institution, people.applicant.organisation
    recommender = people.recommender
    services.save_served_enterprise(institution, actor=recommender, name=applicant.name, uscc=applicant.uscc)
    row = institution.served_enterprises.get(uscc=applicant.uscc)
    services.record_coaching(institution, actor=recommender, enterprise=row, **NOTE)
    event = hold(institution.planned_events.order_by("pk")[0])
    services.save_event_enterprises(event, actor=recommender, lines=f"{applicant.name} {applicant.uscc}")
    need = make_need(people)
    matching.coach(need, actor=recommender, kind="advice", day=TODAY, words="先做小试。")
    project = make_project("endorsed", people=people)
    hidden = make_need(people, access="none", title="不给机构看的需求")
    address = page("enterprise", institution, applicant.uscc)
    client.force_login(recommender.user)
    answer = client.get(address)
    words = answer.content.decode()
    assert len(answer.context["deeds"]) == 4
    assert [
        text for text in (NOTE["note"], event.title, "先做小试。", project.title) if text not in words
    ] == []
    assert hidden.title not in words
    assert {(row.uscc, row.notes) for row in coached(institution)} == {(applicant.uscc, 2)}
    assert client.get(page("enterprise", institution, next_uscc())).status_code == 404
    stranger = make_recommending_institution()
    client.force_login(member_of(stranger).user)
    assert client.get(address).status_code == 404
    assert client.get(page("enterprise", stranger, applicant.uscc)).status_code == 404
    client.force_login(people.auditor.user)
    assert client.get(address).status_code == 200
