"""Needs of the demonstration: one in every state, with proposals, answers and coaching."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from applications.models import Call
from matching import services
from matching.models import Invitation, Need
from voucher_portal.demo.cast import Cast
from voucher_portal.demo.clock import Clock, playing_from

# (who, how it ends, days ago, title, problem, wanted result, activity, field, budget in 元, open to all laboratories)
NEEDS: list[tuple[Any, ...]] = [
    (0, "draft", 2, "数据处理平台压力测试", "并发用户增加后响应变慢。", "", "testing", "information", None, False),
    (
        0, "proposed", 6, "软件功能与性能测评", "新版本上线前需要第三方测评。",
        "具备资质的软件功能与性能测评报告。", "testing", "information", 60_000, False,
    ),
    (
        1, "answered", 12, "病毒核酸检测方法验证", "自研试剂盒缺少方法学验证数据。",
        "核酸检测方法验证报告，含灵敏度与特异性。", "testing", "biomedicine", 90_000, False,
    ),
    (
        4, "everybody", 9, "柔性传感器疲劳断口分析", "传感器引线在弯折试验后断裂。",
        "断口形貌分析报告与改进建议。", "testing", "materials", 40_000, True,
    ),
    (
        2, "matched", 25, "减速器壳体结构改进设计", "批量生产中壳体变形，良率偏低。",
        "结构改进设计图纸与手板。", "rd_design", "design", 120_000, False,
    ),
    (
        3, "turned", 40, "滤芯材料断口与形貌分析", "滤芯使用三个月后开裂。",
        "材料形貌分析报告，说明开裂原因。", "testing", "materials", 50_000, False,
    ),
    (
        3, "withdrawn", 60, "水质模块外观结构改进", "外壳密封不严。", "密封结构改进方案。", "rd_design", "design", None, False,
    ),
    (
        1, "expired", 70, "动物实验方案咨询", "缺少动物实验条件。",
        "动物实验方案与报价。", "tech_solution", "biomedicine", None, False,
    ),
]  # fmt: skip
LABORATORY_OF = {"information": 1, "biomedicine": 3, "materials": 0, "design": 2}


def play(cast: Cast, call: Call) -> None:
    """Every need in its own time, by the people who may."""
    for row in NEEDS:
        with playing_from(row[2]) as clock:
            _Play(cast, clock, row).until(row[1], call)


class _Play:
    """One need and the hands that move it."""

    def __init__(self, cast: Cast, clock: Clock, row: tuple[Any, ...]):
        who, _end, _ago, title, problem, result, activity, field, budget, to_all = row
        self.cast, self.clock, self.actor = cast, clock, cast.applicants[who]
        self.number = LABORATORY_OF[field]
        content = {
            "title": title,
            "problem": problem,
            "wanted_result": result,
            "activity_type": activity,
            "field": field,
            "is_industrial_design": field == "design",
            "budget": budget * 100 if budget else None,
            "district": "haidian",
            "recommender": cast.institution,
            "access": "coach",
            "audience": "everybody" if to_all else "invited",
        }
        self.need: Need = services.describe(actor=self.actor, content=content)

    def until(self, end: str, call: Call) -> None:
        """On to where the story of this need stops."""
        if end == "draft":
            return
        until = timezone.localdate() + timedelta(days=30)
        services.publish_need(self.need, actor=self.actor, answers_until=until)
        if end == "withdrawn":
            services.withdraw(self.need, actor=self.actor, note="已由合作单位解决，不再征集。")
        elif end == "expired":
            services.expire(self.need, today=until + timedelta(days=1))
        elif end != "everybody":
            self.ask(end)
        if end in {"matched", "turned"}:
            self.choose()
        if end == "turned":
            self.clock.later()
            services.turn_into_application(self.need, actor=self.actor, call=call)

    def ask(self, end: str) -> None:
        """The institution advises and proposes; the enterprise asks, and the laboratory quotes."""
        self.clock.later()
        words = "建议明确样品数量、检测依据标准和交付时间，便于实验室报价。"
        services.coach(
            self.need, actor=self.cast.recommender, kind="advice", day=timezone.localdate(), words=words
        )
        laboratories = [self.cast.laboratories[self.number]]
        note = "设备与资质匹配，曾服务同类企业。"
        services.propose_laboratories(
            self.need, actor=self.cast.recommender, laboratories=laboratories, note=note
        )
        if end == "proposed":
            return
        services.ask_laboratories(
            self.need, actor=self.actor, laboratories=laboratories, note="请评估能否承担。"
        )
        self.clock.later(2)
        services.answer_need(
            self.need,
            actor=self.cast.lab_people[self.number],
            kind="quote",
            amount=(self.need.budget or 5_000_000) * 9 // 10,
            lead_days=30,
            valid_until=timezone.localdate() + timedelta(days=60),
            words="可按国家标准完成，样品到齐后三十日内交付报告。",
        )

    def choose(self) -> None:
        """The enterprise takes the quote."""
        self.clock.later()
        row = Invitation.objects.get(need=self.need, laboratory=self.cast.laboratories[self.number])
        services.choose_laboratory(self.need, actor=self.actor, invitation=row)
