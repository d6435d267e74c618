"""Institutions and laboratories of the demonstration join through their own machines."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.enums import Role
from institutions import services as institutions
from institutions.enums import AuthorisingBodyKind, EventKind, InstitutionType
from institutions.models import RecommendingInstitution, ServiceInstitution
from labs import services as labs
from labs.enums import HostKind, LabKind, LabLevel
from labs.models import Laboratory
from labs.search.synonyms import load_synonyms
from voucher_portal.demo.cast import Cast, act, credit_code, person
from voucher_portal.demo.papers import pdf

LABORATORIES: list[dict[str, Any]] = [
    {
        "email": "laboratory",
        "person": "徐主任",
        "name": "示例先进材料北京市重点实验室",
        "kind": LabKind.KEY_LAB,
        "field": "materials",
        "introduction": "面向小微企业开放金属与高分子材料的成分、形貌和力学性能测试。",
        "instruments": [("扫描电子显微镜", "SEM-01", 2_600_000), ("万能材料试验机", "UTM-02", 480_000)],
        "services": [("断口形貌分析", "testing", 80_000, 5), ("材料配方合作研发", "joint_rd", 5_000_000, 90)],
    },
    {
        "email": "laboratory2",
        "person": "高工程师",
        "name": "示例工业软件工程技术研究中心",
        "kind": LabKind.ENGINEERING_CENTER,
        "field": "information",
        "introduction": "软件测评、数据处理平台与在线服务系统的联合开发。",
        "instruments": [("软件测评云平台", "SWT-01", 1_200_000)],
        "services": [
            ("软件功能与性能测评", "testing", 3_000_000, 15),
            ("在线服务系统委托开发", "commissioned_dev", 12_000_000, 120),
        ],
    },
    {
        "email": "laboratory3",
        "person": "梁设计师",
        "name": "示例工业设计创新中心",
        "kind": LabKind.DESIGN_CENTER,
        "field": "design",
        "offers_industrial_design": True,
        "introduction": "产品试制、批量化生产中的性能提升与结构改进设计。",
        "instruments": [("工业级三维打印机", "3DP-01", 900_000), ("三维扫描仪", "3DS-01", 350_000)],
        "services": [
            ("产品结构改进设计", "rd_design", 6_000_000, 45),
            ("手板试制", "tech_solution", 1_500_000, 20),
        ],
    },
    {
        "email": "laboratory4",
        "person": "唐老师",
        "name": "示例生物检测公共服务平台",
        "kind": LabKind.PUBLIC_SERVICE,
        "field": "biomedicine",
        "introduction": "病毒检测诊断、动物实验与药物筛选公共服务，具备 CMA 与 CNAS 资质。",
        "has_cma": True,
        "has_cnas": True,
        "instruments": [("高通量测序仪", "NGS-01", 4_200_000), ("流式细胞仪", "FCM-01", 1_800_000)],
        "services": [
            ("病毒核酸检测方法验证", "testing", 2_000_000, 10),
            ("动物实验", "tech_solution", 8_000_000, 60),
        ],
    },
]


def recommending(cast: Cast) -> None:
    """An incubator becomes a recommending institution: thirty-two enterprises, three events, four documents (Q4)."""
    user = person("recommender", "周敏")
    institution = institutions.register_recommending_institution(
        organisation={
            "name": "示例海淀创新孵化器有限公司",
            "uscc": credit_code("91110108MB0000001"),
            "district": "haidian",
            "contact_name": "周敏",
            "contact_phone": "010-00000011",
        },
        user=user,
        institution_type=InstitutionType.INCUBATOR,
        management_mechanism="分管副总牵头，专人负责创新券，按月例会。",
        service_process="需求征集、实验室匹配、申报辅导、推荐、跟踪回访。",
        reachable_enterprises="在孵企业 128 家，创业团队 21 个，集中在软件、新材料与生物医药。",
        organisational_guarantee="设三名创新券专员。",
        business_process="受理、初审、会商、推荐，全程留痕。",
        work_plan="全年三次宣传对接活动，每季度回访。",
        is_willing=True,
        commits_promotion=True,
        commits_coaching=True,
        commits_matchmaking=True,
        introduction="服务海淀区小微企业与创业团队的综合孵化器。",
        features="专人辅导申报，每月实验室对接。",
        contact="周敏 010-00000011",
    )
    actor = act(user, institution.organisation, Role.RECOMMENDER)
    for number in range(32):
        code = credit_code(f"91110108MC{number:07d}")
        institutions.save_served_enterprise(
            institution, actor=actor, name=f"示例在孵企业{number + 1:02d}", uscc=code
        )
    for number, title in enumerate(["创新券政策宣讲会", "新材料专场对接会", "生物医药专场对接会"]):
        institutions.save_planned_event(
            institution,
            actor=actor,
            title=title,
            kind=EventKind.PUBLICITY if number == 0 else EventKind.MATCHMAKING,
            date=timezone.localdate() + timedelta(days=30 * (number + 1)),
            place="中关村示例大厦",
        )
    documents(institutions, institution, actor)
    institutions.submit(institution, actor=actor)
    institutions.approve(RecommendingInstitution.objects.get(pk=institution.pk), actor=cast.officer)
    institutions.record_training(
        RecommendingInstitution.objects.get(pk=institution.pk),
        actor=cast.officer,
        topic="创新券业务培训",
        date=timezone.localdate(),
    )
    cast.institution = RecommendingInstitution.objects.select_related("organisation").get(pk=institution.pk)
    cast.recommender = actor
    cast.colleague = act(person("recommender2", "沈静"), institution.organisation, Role.RECOMMENDER)


def documents(services, dossier, actor) -> None:
    """Every document that the dossier's chapter asks for."""
    for kind in dossier.required_documents:
        services.attach_document(dossier, pdf(f"{kind}.pdf", str(kind)), kind=kind, actor=actor)


def service(cast: Cast) -> None:
    """A university's transfer centre becomes a professional service institution (Q5)."""
    user, today = person("service", "韩雪"), timezone.localdate()
    institution = institutions.register_service_institution(
        organisation={
            "name": "北京示例理工大学技术转移中心有限公司",
            "uscc": credit_code("91110108MD0000001"),
            "district": "haidian",
        },
        user=user,
        independent_legal_person=True,
        authorising_body="示例理工大学",
        authorising_body_kind=AuthorisingBodyKind.UNIVERSITY,
        platform_member=True,
        entrusted_with_vouchers=True,
        authorisation_number="示授〔2026〕1 号",
        authorised_from=today - timedelta(days=30),
        authorised_to=today + timedelta(days=1095),
        introduction="受示例理工大学授权，组织校内开放实验室承接创新券项目。",
        features="一站式合同与结题辅导。",
        contact="韩雪 010-00000021",
    )
    actor = act(user, institution.organisation, Role.SERVICE)
    documents(institutions, institution, actor)
    institutions.submit(institution, actor=actor)
    institutions.approve(ServiceInstitution.objects.get(pk=institution.pk), actor=cast.officer)
    cast.service = actor
    cast.service_institution = ServiceInstitution.objects.select_related("organisation").get(
        pk=institution.pk
    )


def laboratories(cast: Cast) -> None:
    """One laboratory of each kind, reported by the institution and listed by the office (Q5, Q7)."""
    for number, row in enumerate(LABORATORIES, start=1):
        user = person(row["email"], row["person"])
        organisation = {
            "name": row["name"],
            "uscc": credit_code(f"12110000ME000000{number}"),
            "district": "haidian",
            "contact_name": row["person"],
            "contact_phone": f"010-0000003{number}",
            "bank_name": "示例银行学院路支行",
            "bank_account_name": row["name"],
            "bank_account": f"6200 1111 0000 000{number}",
        }
        extra = {
            name: row[name] for name in ("offers_industrial_design", "has_cma", "has_cnas") if name in row
        }
        laboratory = labs.register_laboratory(
            organisation=organisation,
            user=user,
            reported_by=cast.service_institution,
            kind=row["kind"],
            level=LabLevel.MUNICIPAL,
            accreditation_number=f"示认〔2024〕{number} 号",
            accreditation_issuer="北京市科学技术委员会（演示）",
            accreditation_valid_to=timezone.localdate() + timedelta(days=1460),
            host_organisation="示例理工大学",
            host_kind=HostKind.PLATFORM_MEMBER,
            field=row["field"],
            introduction=row["introduction"],
            director=row["person"],
            contact=f"{row['person']} 010-0000003{number}",
            working_hours="周一至周五 9:00–17:00",
            **extra,
        )
        actor = act(user, laboratory.organisation, Role.LABORATORY)
        offer(laboratory, actor, row)
        labs.submit(laboratory, actor=actor)
        labs.nominate(
            Laboratory.objects.get(pk=laboratory.pk), actor=cast.service, belongs_to_authoriser=True
        )
        labs.admit(Laboratory.objects.get(pk=laboratory.pk), actor=cast.officer)
        cast.lab_people.append(actor)
        cast.laboratories.append(Laboratory.objects.for_list().get(pk=laboratory.pk))


def offer(laboratory: Laboratory, actor, row: dict) -> None:
    """Instruments and services of a laboratory; prices in fen."""
    for name, code, price in row["instruments"]:
        labs.save_instrument(laboratory, actor=actor, name=name, number=code, price_fen=price * 100)
    for name, activity, price, days in row["services"]:
        labs.save_service_item(
            laboratory,
            actor=actor,
            name=name,
            activity_type=activity,
            unit_price_fen=price,
            lead_time_days=days,
        )


def field_centres() -> None:
    """The six centres that the programme's questions and answers name (Q5)."""
    institutions.load_field_centres()
    load_synonyms()
