"""Sets the stage and plays the stories, oldest first."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from applications.enums import State
from applications.models import Call, NewTechProduct
from funds import services as funds
from policy.models import Edition
from policy.services import load_editions
from voucher_portal.demo import cast as casting
from voucher_portal.demo import coaching, desk, evaluations, institutions, needs, payments, risk
from voucher_portal.demo.cast import Cast
from voucher_portal.demo.clock import playing_from
from voucher_portal.demo.play import Play
from voucher_portal.demo.stories import STORIES

BEGINNING = 500
POOL = 500_000_000
PRODUCTS = [
    ("XJS-2026-001", "示例高精度数据采集仪", "北京示例智联传感有限公司"),
    ("XJS-2026-002", "示例边缘计算网关", "北京示例云帆软件有限公司"),
    ("XJS-2026-003", "示例在线水质分析模块", "北京示例清源环境科技有限公司"),
]
# Every stage shows the projects whose state is listed; `all` shows one in every state.
STAGES: dict[str, tuple[str, ...]] = {
    "cast": (),
    "applications": (State.DRAFT, State.SUBMITTED, State.RETURNED, State.ENDORSED),
    "awarded": (State.DRAFT, State.SUBMITTED, State.ENDORSED, State.APPROVED, State.NOTICED, State.AWARDED),
    "closing": (State.CONTRACTED, State.CLOSING_SUBMITTED, State.IN_REVIEW, State.CLOSED, State.NOT_CLOSED),
    "all": tuple(State.values),
}


def stage(name: str, say: Callable[[str], None]) -> Cast:
    """Loads the reference data, casts everybody and plays the stories of a stage; says what it does."""
    say("Reference data: policy editions and field centres")
    load_editions()
    with playing_from(BEGINNING):
        institutions.field_centres()
        say("The cast: enterprises, institutions, laboratories, office, experts")
        cast = Cast()
        casting.office(cast)
        institutions.recommending(cast)
        institutions.service(cast)
        evaluations.centre(cast)
        institutions.laboratories(cast)
        casting.applicants(cast)
        risk.prepare(cast)
        products()
        calls = open_calls(cast)
    wanted = [story for story in STORIES if story["state"] in STAGES[name]]
    for number, story in enumerate(sorted(wanted, key=lambda story: -story["days_ago"]), start=1):
        say(f"Project {number} of {len(wanted)}: {story['title']} → {story['state']}")
        play(cast, calls, story)
    payments.play(cast)
    desk.work(cast)
    if name != "cast":
        needs.play(cast, calls[-1])
        coaching.play(cast)
        evaluations.play(cast)
    risk.work(cast)
    return cast


def products() -> None:
    """The published list of new technology and new products."""
    today = timezone.localdate()
    for number, name, supplier in PRODUCTS:
        NewTechProduct.objects.create(
            number=number,
            name=name,
            supplier=supplier,
            valid_from=today,
            valid_to=today + timedelta(days=1100),
        )


def open_calls(cast: Cast) -> list[Call]:
    """Last year's call, which is closed, and this year's, which is open; each with its budget (元 5,000,000)."""
    today = timezone.localdate() + timedelta(days=BEGINNING)
    edition = Edition.objects.get(code="demo-2026")
    rows = [
        (
            "demo-first",
            "2025 年度首都科技创新券（演示）",
            today - timedelta(days=520),
            today - timedelta(days=320),
        ),
        (
            "demo-second",
            "2026 年度首都科技创新券（演示）",
            today - timedelta(days=319),
            today + timedelta(days=120),
        ),
    ]
    calls = []
    for code, title, opens, closes in rows:
        call = Call.objects.create(
            code=code,
            title=title,
            edition=edition,
            opens_on=opens,
            closes_on=closes,
            guide="小微企业与创业团队均可申报；先申请创新券，再与开放实验室签订含创新券条款的合同。",
        )
        funds.open_budget(call, POOL, cast.finance)
        calls.append(call)
    return calls


def play(cast: Cast, calls: list[Call], story: dict) -> None:
    """One story in its own time."""
    with playing_from(story["days_ago"]) as clock:
        today = timezone.localdate()
        call = next(call for call in calls if call.is_open_on(today))
        Play(cast, clock, call, story).until(story["state"])


def logins() -> list[tuple[str, str, str]]:
    """One log-in per role: role, e-mail, password."""
    rows = [
        ("applicant (enterprise and start-up team)", "applicant"),
        ("recommending institution", "recommender"),
        ("professional service institution", "service"),
        ("field centre", "centre"),
        ("laboratory", "laboratory"),
        ("voucher office: officer", "officer"),
        ("voucher office: second approver", "approver"),
        ("voucher office: finance", "finance"),
        ("voucher office: second person of finance", "finance2"),
        ("expert", "expert"),
        ("auditor", "auditor"),
    ]
    return [(role, f"{name}@{casting.DOMAIN}", casting.PASSWORD) for role, name in rows]
