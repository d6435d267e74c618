"""What the office of the demonstration looks at twice: signals, earlier records, on-site checks, a decision that waits."""

from datetime import timedelta

from django.utils import timezone

from accounts.actor import Actor
from applications.enums import State
from applications.models import HistoricProject, Project
from applications.services import conversation
from desk.models.pending import Kind
from desk.services import bulk, deciding
from risk import services as risk
from risk.enums import CheckResult, SignalKind
from risk.models import Signal
from voucher_portal.demo.cast import Cast
from voucher_portal.demo.papers import pdf

SEED = "demo-2026"
DRAWN = 2
YEAR = timedelta(days=365)
PARK = "海淀区示例路8号示例科技园B座301室"
DESK_PHONE = "010-00000088"
# (number, year, title, applicant, laboratory, contract amount in 元, outcome); numbers of the cast, or names of others.
ARCHIVE: list[tuple[str, int, str, int | str, int | str, int, str]] = [
    ("KQ-2019-017", 2019, "病毒检测试剂前期验证", 1, 3, 150_000, "paid"),
    ("KQ-2019-042", 2019, "工业相机在线检测算法技术方案", "北京示例旧影科技有限公司", 1, 66_000, "closed"),
    (
        "KQ-2018-008",
        2018,
        "节水灌溉装置小试",
        "北京示例润田农业有限公司",
        "示例农业装备实验室",
        40_000,
        "expired",
    ),
]


def prepare(cast: Cast) -> None:
    """Two enterprises at one address, and a laboratory with the phone of an applicant: what chance brings about."""
    for actor in cast.applicants[3:5]:
        _give(actor, address=PARK)
    _give(cast.applicants[0], contact_phone=DESK_PHONE)
    _give(cast.lab_people[1], contact_phone=DESK_PHONE)
    for number, year, title, applicant, laboratory, amount, outcome in ARCHIVE:
        party = cast.applicants[applicant].organisation if isinstance(applicant, int) else None
        lab = cast.laboratories[laboratory].organisation.name if isinstance(laboratory, int) else laboratory
        HistoricProject.objects.create(
            number=number,
            year=year,
            title=title,
            applicant_name=party.name if party else str(applicant),
            applicant_uscc=(party.uscc or "") if party else "",
            laboratory_name=lab,
            contract_fen=amount * 100,
            outcome=outcome,
        )


def work(cast: Cast) -> None:
    """The files are compared, some signals looked at, a sample drawn, a decision noted, a question asked and answered."""
    risk.scan_due()
    _look(
        cast.officer, SignalKind.TIED_APPLICANTS, "同一孵化园区的注册地址，已与推荐机构核实。", harmless=True
    )
    _look(
        cast.officer2,
        SignalKind.TIED_PARTIES,
        "申请方与实验室使用同一联系电话，已请双方说明。",
        harmless=False,
    )
    _visit(cast)
    _decide(cast)
    _talk(cast)


def _give(actor: Actor, **values: str) -> None:
    for name, value in values.items():
        setattr(actor.organisation, name, value)
    actor.organisation.save()  # type: ignore[union-attr]


def _look(officer: Actor, kind: str, note: str, *, harmless: bool) -> None:
    found = Signal.objects.standing().filter(kind=kind).select_related("project").order_by("project", "pk")
    for signal in found[:1]:
        risk.look(signal, actor=officer, harmless=harmless, note=note)


def _visit(cast: Cast) -> None:
    """Two closed projects are drawn; one was visited, the other one waits."""
    today = timezone.localdate()
    if len(risk.drawn_from(today - YEAR, today)) < DRAWN:
        return
    due = today + timedelta(days=30)
    sample = risk.draw(
        actor=cast.approver, closed_from=today - YEAR, closed_to=today, size=DRAWN, due_date=due, seed=SEED
    )
    risk.report(
        sample.checks.order_by("pk")[0],
        actor=cast.officer,
        visited_on=today,
        present="王思远、徐主任",
        result=CheckResult.IN_ORDER,
        words="查看了样品台账、原始记录与付款凭证，与结题报告一致。",
        upload=pdf("现场核查记录.pdf", "Minutes of the visit"),
    )


def _decide(cast: Cast) -> None:
    """A decision waits to be published, and a few files were taken together."""
    endorsed = Project.objects.in_state(State.ENDORSED).order_by("pk").first()
    if endorsed:
        note = "材料齐全，建议按申请额度支持。"
        deciding.record(endorsed, actor=cast.officer, kind=Kind.APPROVE, reason=note)
    files = Project.objects.in_state(State.CLOSING_SUBMITTED, State.REDEMPTION_REQUESTED).order_by("pk")
    if files:
        batch = bulk.open_batch(files, actor=cast.officer2, action="claim", inputs={})
        bulk.work(batch, seconds=60)
        bulk.confirm(batch, actor=cast.officer2)
        bulk.work(batch, seconds=60)


def _talk(cast: Cast) -> None:
    """An applicant asks the office, and the office answers."""
    project = Project.objects.in_state(State.CONTRACTED).order_by("pk").first()
    if project is None:
        return
    asking = next(actor for actor in cast.applicants if actor.organisation_id == project.applicant_id)
    question = "合同约定的试制数量由 20 件调整为 24 件，总价不变，是否需要办理变更？"
    asked = conversation.send(project, actor=asking, text=question)
    answer = "数量增加且总价、内容和期限不变的，在结题报告“偏差说明”中写明即可，无须办理变更。"
    conversation.send(project, actor=cast.officer, text=answer, reply_to=asked)
