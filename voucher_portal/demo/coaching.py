"""What the recommending institution of the demonstration did: its clients on the list, talks with them, events held."""

from datetime import timedelta

from django.utils import timezone

from institutions import services
from institutions.enums import CoachingTopic
from voucher_portal.demo.cast import Cast
from voucher_portal.demo.clock import playing_from

# (who, days ago, about what, note, next step)
TALKS = [
    (0, 45, CoachingTopic.NEED, "梳理新版本上线前的第三方测评需求，明确测评指标。", "发布需求，征询软件测评实验室。"),
    (1, 30, CoachingTopic.POLICY, "讲解创新券申报条件与合同条款要求。", "准备方法学验证方案。"),
    (2, 18, CoachingTopic.APPLICATION, "修改项目计划书的交付成果和经费预算。", "一周内提交申请。"),
    (0, 9, CoachingTopic.FOLLOW_UP, "回访在线办公平台测评项目的执行进度。", ""),
]  # fmt: skip


def play(cast: Cast) -> None:
    """Applicants join the list; the events of the plan are held, with who came."""
    institution, actor = cast.institution, cast.recommender
    with playing_from(60):
        rows = [
            services.save_served_enterprise(
                institution, actor=actor, name=party.organisation.name, uscc=party.organisation.uscc or ""
            )
            for party in cast.applicants
        ]
    for who, ago, topic, note, following in TALKS:
        with playing_from(ago):
            services.record_coaching(
                institution,
                actor=actor,
                enterprise=rows[who],
                date=timezone.localdate(),
                topic=topic,
                note=note,
                next_step=following,
            )
    for number, event in enumerate(institution.planned_events.order_by("date", "pk")[:2]):
        with playing_from((timezone.localdate() - event.date - timedelta(days=1)).days):
            held = services.save_planned_event(
                institution,
                actor=actor,
                row=event,
                date=event.date,
                held=True,
                attendance=36 + 12 * number,
                summary="现场答疑，会后三家企业提交需求。",
            )
            lines = "\n".join(f"{row.name} {row.uscc}" for row in rows[number::2])
            services.save_event_enterprises(held, actor=actor, lines=lines)
