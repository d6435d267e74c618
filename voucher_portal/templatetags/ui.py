"""Template words of the look: money, icons, tones of states, findings as people read them."""

from collections.abc import Mapping

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

from policy import rendering
from workflow import money

register = template.Library()

# Only what waits for somebody or went wrong is coloured; finished and untouched things stay quiet.
TONES = {
    "draft": "neutral",
    "submitted": "progress",
    "returned": "attention",
    "endorsed": "progress",
    "declined": "danger",
    "approved": "progress",
    "rejected": "danger",
    "noticed": "progress",
    "objected": "attention",
    "awarded": "success",
    "contract_submitted": "progress",
    "contract_returned": "attention",
    "contracted": "success",
    "closing_submitted": "progress",
    "in_review": "progress",
    "closed": "success",
    "not_closed": "danger",
    "redemption_requested": "progress",
    "redeemed": "success",
    "paid": "success",
    "drawn_up": "neutral",
    "locked": "attention",
    "settled": "success",
    "cancelled": "neutral",
    "waiting": "progress",
    "failed": "danger",
    "taken_out": "neutral",
    "active": "success",
    "listed": "success",
    "suspended": "attention",
    "expired": "neutral",
    "withdrawn": "neutral",
    "terminated": "neutral",
    "revoked": "danger",
    "clawed_back": "danger",
}
OUTCOME_TONES = {"pass": "success", "warn": "attention", "block": "danger"}
MESSAGE_TONES = {
    "debug": "neutral",
    "info": "info",
    "success": "success",
    "warning": "attention",
    "error": "danger",
}
TONE_ICONS = {
    "neutral": "info",
    "info": "info",
    "progress": "clock",
    "success": "check",
    "attention": "alert",
    "danger": "stop",
}
BUTTONS = {"primary": "btn-primary", "danger": "btn-outline-danger", "plain": "btn-secondary"}


@register.filter
def yuan(fen: int | None) -> str:
    """`1234500` → `12,345.00 元`."""
    return money.format_yuan(fen) if isinstance(fen, int) else ""


@register.filter
def yuan_plain(fen: int | None) -> str:
    """`1234500` → `12,345.00`, for columns whose heading carries the unit."""
    return money.plain_yuan(fen) if isinstance(fen, int) else ""


@register.filter
def capitals(fen: int | None) -> str:
    """The amount in Chinese capitals, as on a contract."""
    return money.amount_in_capitals(fen) if isinstance(fen, int) else ""


@register.filter
def state_tone(state: str) -> str:
    """The tone of a state value; an unknown state is quiet."""
    return TONES.get(str(state), "neutral")


@register.filter
def outcome_tone(outcome: str) -> str:
    return OUTCOME_TONES.get(str(outcome), "neutral")


@register.filter
def message_tone(level_tag: str) -> str:
    return MESSAGE_TONES.get(str(level_tag), "info")


@register.filter
def tone_icon(tone: str) -> str:
    return TONE_ICONS.get(str(tone), "info")


@register.filter
def button_class(tone: str) -> str:
    """The look of a transition's button from the tone it was declared with."""
    return BUTTONS.get(str(tone), BUTTONS["plain"])


@register.simple_tag
def icon(name: str) -> str:
    """A decorative picture from the sprite; the words beside it carry the meaning."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("portal/icons.svg"),
        name,
    )


@register.filter
def finding_text(finding) -> str:
    """The sentence of a finding in the reader's language: a live one, one from the record, or one from the API."""
    if isinstance(finding, Mapping):
        return rendering.render_stored(finding) if "msgid" in finding else finding["message"]
    return finding.text()


@register.filter
def by_outcome(findings) -> dict[str, list]:
    """The findings under `block`, `warn` and `pass`, each in the order of the rules."""
    groups: dict[str, list] = {"block": [], "warn": [], "pass": []}
    for finding in findings or []:
        outcome = finding["outcome"] if isinstance(finding, Mapping) else finding.outcome
        groups[str(outcome)].append(finding)
    return groups


@register.filter
def share_of(part, whole) -> str:
    """`part` of `whole` as a percentage for an SVG width, between 0 and 100."""
    if not whole:
        return "0"
    return f"{max(0.0, min(100.0, 100 * part / whole)):.2f}"


@register.filter
def laid_out(parts, total) -> list[dict]:
    """Parts of a whole one after the other: where each bar of a meter starts and how wide it is."""
    bars, before = [], 0
    for part in parts:
        bars.append(
            {"tone": part["tone"], "x": share_of(before, total), "width": share_of(part["fen"], total)}
        )
        before += part["fen"]
    return bars
