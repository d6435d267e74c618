"""Needs for the pages that are looked at: a draft, one that asks, one with an offer, one with a chosen laboratory."""

from datetime import timedelta

from django.utils import timezone

from matching import services
from matching.models import Invitation, Need
from voucher_portal.demo.cast import Cast

CONTENT = {
    "title": "支架断口形貌分析",
    "problem": "批量支架在疲劳试验中断裂，原因不明。",
    "wanted_result": "断口形貌分析报告，说明断裂原因。",
    "activity_type": "testing",
    "budget": 6_000_000,
    "access": "coach",
}


def needs(cast: Cast) -> dict[str, str]:
    """References by how far each need has come; the first laboratory is asked, the first applicant asks."""
    return {f"need_{end}": _need(cast, end).reference for end in ("draft", "asked", "answered", "matched")}


def _need(cast: Cast, end: str) -> Need:
    actor, laboratory = cast.applicants[0], cast.laboratories[0]
    need = services.describe(actor=actor, content=CONTENT | {"recommender": cast.institution})
    if end == "draft":
        return need
    until = timezone.localdate() + timedelta(days=20)
    services.publish_need(need, actor=actor, answers_until=until)
    services.ask_laboratories(need, actor=actor, laboratories=[laboratory], note="请评估能否承担。")
    if end == "asked":
        return need
    answer = {
        "kind": "quote",
        "amount": 5_000_000,
        "lead_days": 30,
        "valid_until": until,
        "words": "可以承担。",
    }
    services.answer_need(need, actor=cast.lab_people[0], **answer)
    if end == "matched":
        row = Invitation.objects.get(need=need, laboratory=laboratory)
        services.choose_laboratory(need, actor=actor, invitation=row)
    return need
