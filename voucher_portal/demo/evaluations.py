"""Service institutions of the demonstration: two houses and a field centre, last year's evaluation and this year's."""

from datetime import date, timedelta

from django.utils import timezone, translation

from accounts.enums import Role
from applications import services as applications
from applications.models import Project
from applications.models.satisfaction import RATED_IN
from institutions import services
from institutions.enums import AuthorisingBodyKind
from institutions.models import EvaluationRound, Indicator, ServiceInstitution
from institutions.models.indicators import MANUAL
from institutions.services.evaluation import proposal
from labs import services as labs
from labs.enums import HostKind, LabKind, LabLevel
from voucher_portal.demo.cast import Cast, act, credit_code, person
from voucher_portal.demo.clock import playing_from
from voucher_portal.demo.institutions import documents, offer

JOINED = 480
# Last year's indicators: label, source, weight, value without points, value with all points.
EARLIER = (
    ("服务实验室与企业", MANUAL, 60, 0, 100),
    ("内部创新券管理办法执行", MANUAL, 20, 0, 100),
    ("承接创新券项目数", "vouchers_served", 10, 0, 1),
    ("按时提交自评报告", "self_report", 10, 0, 1),
)
# E-mail → the office's ratings of last year, remark, enterprises advised, what was achieved.
RESULTS = {
    "service": ((92, 90), "材料齐全，合同与结题辅导到位。", 46, "组织四家实验室承接创新券项目，合同一次审定通过率较高。"),
    "service2": ((80, 76), "建议加快合同初审，并补充回访记录。", 18, "完成校内实验室摸底，上报工作启动。"),
    "centre": ((95, 94), "成员单位对接活跃。", 63, "吸纳民营企业实验室为成员单位，组织对接活动六场。"),
}  # fmt: skip


def play(cast: Cast) -> None:
    """A second house and a centre with its people join; last year is published, this year is under way."""
    people = {"service": (cast.service, cast.service_institution)}
    with translation.override("zh-hans"):
        with playing_from(JOINED):
            people["service2"] = second_house(cast)
        people["centre"] = cast.centre, cast.field_centre
        with playing_from(12):
            member_unit(people["centre"][1])
        ratings(cast)
        last_year(cast, people)
        this_year(cast, people)


def second_house(cast: Cast) -> tuple:
    """A medical university's transfer company, authorised for three years (Q5)."""
    user, today = person("service2", "罗一鸣"), timezone.localdate()
    institution = services.register_service_institution(
        organisation={
            "name": "北京示例医科大学成果转化有限公司",
            "uscc": credit_code("91110102MD0000002"),
            "district": "xicheng",
        },
        user=user,
        independent_legal_person=True,
        authorising_body="示例医科大学",
        authorising_body_kind=AuthorisingBodyKind.UNIVERSITY,
        platform_member=True,
        entrusted_with_vouchers=True,
        authorisation_number="示医授〔2025〕3 号",
        authorised_from=today,
        authorised_to=today + timedelta(days=1095),
        field="biomedicine",
        introduction="受示例医科大学授权，服务校内生物医药类开放实验室。",
        features="熟悉医疗器械与试剂的检验流程。",
        contact="罗一鸣 010-00000022",
    )
    actor = act(user, institution.organisation, Role.SERVICE)
    documents(services, institution, actor)
    services.submit(institution, actor=actor)
    services.approve(ServiceInstitution.objects.get(pk=institution.pk), actor=cast.officer)
    return actor, institution


def centre(cast: Cast) -> None:
    """A field centre that the office added to the six named ones, with its person."""
    cast.field_centre = found = services.add_field_centre(
        actor=cast.officer,
        name="示例数字经济领域中心",
        field="information",
        district="haidian",
        introduction="面向未加入首都科技条件平台的单位和民营企业实验室。",
        features="成员单位入驻辅导、授权办理与目录上报。",
        contact="范晓 010-00000041",
    )
    cast.centre = act(person("centre", "范晓"), found.organisation, Role.SERVICE)


def member_unit(found: ServiceInstitution) -> None:
    """A private enterprise's laboratory chose the centre, authorises it, and waits to be nominated."""
    user, name = person("laboratory5", "石工"), "示例智算工程技术研究中心"
    laboratory = labs.register_laboratory(
        organisation={
            "name": name,
            "uscc": credit_code("91110108ME0000005"),
            "district": "haidian",
            "contact_name": "石工",
            "contact_phone": "010-00000035",
        },
        user=user,
        reported_by=found,
        kind=LabKind.ENGINEERING_CENTER,
        level=LabLevel.MUNICIPAL,
        accreditation_number="示认〔2025〕5 号",
        accreditation_issuer="北京市科学技术委员会（演示）",
        accreditation_valid_to=timezone.localdate() + timedelta(days=1400),
        host_organisation="北京示例智算科技有限公司",
        host_kind=HostKind.PRIVATE_ENTERPRISE,
        authorises_centre=True,
        field="information",
        introduction="面向小微企业开放算力测试与模型评测环境。",
        director="石工",
        contact="石工 010-00000035",
        working_hours="周一至周五 9:00–17:00",
    )
    actor = act(user, laboratory.organisation, Role.LABORATORY)
    row = {
        "instruments": [("智算测试平台", "AIT-01", 3_600_000)],
        "services": [("模型推理性能测试", "testing", 1_800_000, 12)],
    }
    offer(laboratory, actor, row)
    labs.submit(laboratory, actor=actor)


def ratings(cast: Cast) -> None:
    """Applicants whose projects are closed say how they were served."""
    known = {actor.organisation_id: actor for actor in cast.applicants}
    closed = Project.objects.with_parties().filter(state__in=RATED_IN, applicant__in=known)
    for number, project in enumerate(closed.order_by("pk")):
        applications.rate(
            project,
            actor=known[project.applicant_id],
            laboratory_rating=5 - number % 2,
            institution_rating=4 + number % 2,
            recommender_rating=5,
            words="对接及时，报告清楚。",
        )


def last_year(cast: Cast, people: dict[str, tuple]) -> None:
    """Opened in March, reported, evaluated, published by a second person."""
    today = timezone.localdate()
    with playing_from(max(1, (today - date(today.year, 3, 1)).days)) as clock:
        until = timezone.localdate() + timedelta(days=20)
        evaluation = services.open_round(
            EvaluationRound(year=today.year - 1, report_until=until), actor=cast.officer
        )
        names = ("label", "source", "weight", "none_at", "full_at")
        rows = [Indicator(**dict(zip(names, row, strict=True))) for row in EARLIER]
        services.save_round(evaluation, rows, actor=cast.officer)
        for name, (_given, _remark, advised, words) in RESULTS.items():
            actor, institution = people[name]
            services.save_self_report(
                institution,
                evaluation,
                actor=actor,
                hand_in=True,
                enterprises_advised=advised,
                events_held=advised // 12,
                people_trained=advised * 2,
                achievements=words,
            )
        clock.later(25)
        manual = [row.pk for row in evaluation.indicators.filter(source=MANUAL).order_by("pk")]
        for name, (given, remark, _advised, _words) in RESULTS.items():
            marks = dict(zip(manual, given, strict=True))
            services.evaluate_year(
                people[name][1], evaluation, actor=cast.officer2, ratings=marks, remark=remark
            )
        clock.later(7)
        services.publish_evaluations(evaluation.year, actor=cast.approver)


def this_year(cast: Cast, people: dict[str, tuple]) -> None:
    """The year is open: one report is in, one is being written, the figures are drawn from the portal."""
    today = timezone.localdate()
    with playing_from(20):
        evaluation = services.open_round(
            EvaluationRound(year=today.year, report_until=date(today.year + 1, 1, 31)), actor=cast.officer
        )
        services.save_round(evaluation, proposal(), actor=cast.officer)
        for name, hand_in in (("service", True), ("centre", False)):
            actor, institution = people[name]
            services.save_self_report(
                institution,
                evaluation,
                actor=actor,
                hand_in=hand_in,
                enterprises_advised=38,
                events_held=4,
                people_trained=120,
                achievements="全年辅导企业签订含创新券条款的合同，跟踪结题与兑付。",
                problems="建议增加结题材料的电子签章。",
            )
