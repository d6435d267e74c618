"""Institutions and a laboratory join the programme, every step in the page that offers it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from institutions.models import RecommendingInstitution, ServiceInstitution
from labs.models import Laboratory
from tests.journeys.visitor import Visitor
from voucher_portal.demo.cast import credit_code
from voucher_portal.demo.papers import pdf

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey-institutions")]
PASSWORD = "a-long-enough-secret-7"


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def newcomer(name: str) -> Visitor:
    """Somebody who has just opened an account."""
    email = f"{name}@newcomer.example"
    visitor = Visitor(email, PASSWORD)
    visitor.open("/account/signup/")
    told = {"name": name, "email": email, "password1": PASSWORD, "password2": PASSWORD, "agreement": True}
    visitor.send(told)
    return visitor


def party(name: str, code: str) -> dict[str, str]:
    return {
        "name": name,
        "uscc": credit_code(code),
        "district": "haidian",
        "contact_name": "联系人",
        "contact_phone": "010-66660000",
    }


# --- a recommending institution (Q4) ---------------------------------------------------------------------------------


def test_a_recommending_institution_joins_and_recommends(world, person):
    institution = newcomer("rec")
    dossier = register_recommending(institution)
    fill_in_enterprises_and_events(institution, dossier)
    hand_in_four_documents(institution, dossier)
    officer = person("officer")
    return_one_document(officer, institution, dossier)
    officer.take(dossier, "approve")
    officer.take(dossier, "trainings", {"topic": "创新券业务培训", "date": day(0)})
    institution.take(dossier, "edit", {"introduction": "服务丰台的孵化器。"})

    public = Visitor().open("/institutions/directory/").main
    assert "北京示例丰台孵化器有限公司" in public
    assert "服务丰台的孵化器。" in public
    applicant = person("applicant")
    applicant.open("/projects/new/")
    applicant.send({"call": world.call.pk, "title": "新机构推荐"})
    applicant.follow("/edit/")
    offered = applicant.page.form_with("recommender").controls["recommender"].choices
    assert str(dossier.pk) in offered


def register_recommending(visitor: Visitor) -> RecommendingInstitution:
    """Sign-up, the party, the statements and the commitments."""
    visitor.follow("/register/")
    visitor.follow("/institutions/register/")
    visitor.follow("/institutions/register/recommending/")
    name = "北京示例丰台孵化器有限公司"
    visitor.send(party(name, "91110106MA5555555") | {"institution_type": "incubator"})
    dossier = RecommendingInstitution.objects.get(organisation__name=name)
    written = {
        "management_mechanism": "专人负责。",
        "service_process": "征集、匹配、辅导。",
        "reachable_enterprises": "在孵企业九十家。",
        "organisational_guarantee": "三名专员。",
        "business_process": "受理、初审、推荐。",
        "work_plan": "全年两次活动。",
        "is_willing": True,
        "commits_promotion": True,
        "commits_coaching": True,
        "commits_matchmaking": True,
        "introduction": "孵化器。",
        "features": "专人辅导。",
        "contact": "010-66660000",
    }
    visitor.take(dossier, "edit", written)
    return dossier


def fill_in_enterprises_and_events(visitor: Visitor, dossier: RecommendingInstitution) -> None:
    """29 enterprises and one event are refused with their figures; 30 and two are enough."""
    visitor.open(dossier.get_absolute_url())
    visitor.follow("/enterprises/")
    for number in range(29):
        visitor.send({"name": f"企业{number}", "uscc": credit_code(f"91110106MA6{number:06d}")})
    add_event(visitor, dossier, "宣讲会")
    refused = visitor.open(f"{dossier.get_absolute_url()}submit/").main
    assert "Different enterprises with a credit code: 29 of 29 listed; at least 30 are needed." in refused
    assert "Events: 1; at least 2 are needed." in refused
    assert not any(label == "Submit" for form in visitor.page.forms for label, _n, _v in form.buttons)
    forced = visitor.page.form_with()
    assert visitor.repeat(forced).status == 422
    visitor.open(f"{dossier.get_absolute_url()}enterprises/")
    visitor.send({"name": "企业二十九", "uscc": credit_code("91110106MA6000028")}, status=422)
    visitor.send({"name": "企业二十九", "uscc": credit_code("91110106MA6000029")})
    add_event(visitor, dossier, "对接会")
    now = visitor.open(f"{dossier.get_absolute_url()}submit/").main
    assert "30 of at least 30" in now
    assert "Events: 2 of at least 2." in now


def add_event(visitor: Visitor, dossier: RecommendingInstitution, title: str) -> None:
    visitor.open(f"{dossier.get_absolute_url()}events/")
    visitor.send({"title": title, "kind": "publicity", "date": day(40), "place": "丰台科技园"})


def hand_in_four_documents(visitor: Visitor, dossier: RecommendingInstitution) -> None:
    """Three documents are not enough."""
    kinds = dossier.required_documents
    assert len(kinds) == 4
    visitor.open(f"{dossier.get_absolute_url()}documents/")
    for kind in kinds[:3]:
        visitor.send({"kind": str(kind.value), "file": pdf(f"{kind.value}.pdf", kind.value)})
    assert "These documents are missing" in visitor.open(f"{dossier.get_absolute_url()}submit/").main
    visitor.open(f"{dossier.get_absolute_url()}documents/")
    visitor.send({"kind": str(kinds[3].value), "file": pdf("last.pdf", "last")})
    visitor.take(dossier, "submit")


def return_one_document(officer: Visitor, visitor: Visitor, dossier: RecommendingInstitution) -> None:
    """The office returns one document; the institution replaces it and submits again."""
    officer.open("/institutions/")
    officer.follow(dossier.get_absolute_url())
    kind = dossier.required_documents[1].value
    officer.take(
        dossier, "return_for_correction", {"what_1": f"document:{kind}", "reason_1": "缺少法人签字。"}
    )
    assert "缺少法人签字。" in visitor.open(dossier.get_absolute_url()).main
    visitor.follow("/documents/")
    visitor.send({"kind": kind, "file": pdf("signed.pdf", "signed")})
    assert "signed.pdf" in visitor.page.main
    visitor.take(dossier, "submit")


# --- a professional service institution and its laboratory (Q5, Q7) ---------------------------------------------------


def test_a_service_institution_joins_and_its_laboratory_comes_into_the_catalogue(world, person):
    officer, service, keeper = person("officer"), newcomer("service"), newcomer("keeper")
    institution = join_as_service_institution(service, officer)
    laboratory = register_laboratory(keeper, institution)
    assert Visitor().open(f"/laboratories/{laboratory.reference}/", status=404)
    officer.open(f"{laboratory.get_absolute_url()}", status=404)
    keeper.take(laboratory, "submit")
    service.open("/laboratories/managed/")
    service.follow(laboratory.get_absolute_url())
    service.take(laboratory, "nominate", {"belongs_to_authoriser": True})
    officer.take(laboratory, "admit")

    visitor = Visitor()
    found = visitor.open("/laboratories/?q=离子色谱")
    assert "示例昌平分析测试中心" in found.main
    visitor.follow(laboratory.get_absolute_url())
    assert "阴离子检测" in visitor.page.main
    applicant = person("applicant")
    applicant.open("/projects/new/")
    applicant.send({"call": world.call.pk, "title": "新实验室"})
    applicant.follow("/edit/")
    assert str(laboratory.pk) in applicant.page.form_with("laboratory").controls["laboratory"].choices


def join_as_service_institution(visitor: Visitor, officer: Visitor) -> ServiceInstitution:
    """Registration, authorisation, documents, approval."""
    visitor.open("/institutions/register/service/")
    name = "北京示例昌平技术转移有限公司"
    visitor.send(party(name, "91110114MA8888888") | {"field": "instruments"})
    institution = ServiceInstitution.objects.get(organisation__name=name)
    written = {
        "independent_legal_person": True,
        "authorising_body": "示例昌平大学",
        "authorising_body_kind": "university",
        "platform_member": True,
        "entrusted_with_vouchers": True,
        "authorisation_number": "示授〔2026〕9 号",
        "authorised_from": day(-30),
        "authorised_to": day(900),
        "introduction": "技术转移。",
        "features": "一站式。",
        "contact": "010-66660000",
    }
    visitor.take(institution, "edit", written)
    visitor.open(f"{institution.get_absolute_url()}documents/")
    for kind in institution.required_documents:
        visitor.send({"kind": kind.value, "file": pdf(f"{kind.value}.pdf", kind.value)})
    visitor.take(institution, "submit")
    officer.take(institution, "approve")
    return institution


def register_laboratory(visitor: Visitor, institution: ServiceInstitution) -> Laboratory:
    """The laboratory registers itself, chooses its service institution and completes its data."""
    visitor.open("/laboratories/register/")
    name = "示例昌平分析测试中心"
    visitor.send(party(name, "12110114ME7777777") | {"kind": "key_lab", "field": "instruments"})
    laboratory = Laboratory.objects.get(organisation__name=name)
    written = {
        "level": "municipal",
        "accreditation_number": "示认〔2025〕9 号",
        "accreditation_issuer": "示例市科委",
        "accreditation_valid_to": day(700),
        "host_organisation": "示例昌平大学",
        "host_kind": "platform_member",
        "reported_by": institution.pk,
        "introduction": "分析测试。",
        "contact": "010-66660000",
    }
    visitor.take(laboratory, "edit", written)
    visitor.open(f"{laboratory.get_absolute_url()}instruments/")
    visitor.send({"name": "离子色谱仪", "number": "IC-1", "model": "ICS-600"})
    visitor.open(f"{laboratory.get_absolute_url()}services/")
    visitor.send({"name": "阴离子检测", "activity_type": "testing", "unit_price_fen": "300.00"})
    visitor.open(f"{laboratory.get_absolute_url()}documents/")
    visitor.send({"kind": "accreditation", "file": pdf("认定证书.pdf", "Certificate")})
    return laboratory


def test_a_service_institution_reports_a_laboratory_itself(world, person):
    service = person("service")
    service.open("/laboratories/managed/")
    service.follow("/laboratories/report/")
    name = "示例上报实验室"
    told = party(name, "12110108ME6666666") | {"kind": "key_lab", "field": "materials"}
    service.send(told | {"contact_name": ""}, status=422)
    assert service.page.form_with("name").controls["name"].values == [name]
    service.send(told)
    laboratory = Laboratory.objects.get(organisation__name=name)
    written = {
        "level": "municipal",
        "accreditation_number": "示认〔2025〕10 号",
        "accreditation_issuer": "示例市科委",
        "accreditation_valid_to": day(700),
        "host_organisation": "示例理工大学",
        "host_kind": "platform_member",
        "introduction": "材料测试。",
        "contact": "010-66660000",
    }
    service.send(written)
    service.take(laboratory, "submit")
    service.take(laboratory, "nominate", {"belongs_to_authoriser": True})
    person("officer").take(laboratory, "admit")
    assert name in Visitor().open("/laboratories/").main
