"""How often an application may be sent back and a closing tried again (the edition's choices; Q8 leaves it open)."""

from policy.conditions import money
from policy.facts.closing import CorrectionFacts, RetryFacts
from policy.findings import Verdict, blocked, passed
from policy.parameters import Parameters
from policy.registry import rule
from policy.words import gettext_noop as _


@rule("COR-1", chapter="correction", clause="Edition", uses=("return_limit",))
def returns_within_limit(facts: CorrectionFacts, parameters: Parameters) -> Verdict | None:
    """An application is sent back at most as often as the edition allows."""
    limit = parameters.return_limit
    if limit is None:
        return None
    if facts.returns_so_far >= limit:
        return blocked(
            _("It was already sent back %(count)s times; the limit is %(limit)s."),
            count=facts.returns_so_far,
            limit=limit,
        )
    return passed(
        _("It was sent back %(count)s times before; the limit is %(limit)s."),
        count=facts.returns_so_far,
        limit=limit,
    )


@rule("COR-2", chapter="correction", clause="Edition")
def correction_names_items(facts: CorrectionFacts, parameters: Parameters) -> Verdict:
    """Sending back names the fields and documents that are to be corrected, all at once."""
    if facts.items:
        return passed(_("Items to be corrected: %(count)s."), count=facts.items)
    return blocked(_("Name at least one field or document that is to be corrected."))


def closing_retries(failed: int, parameters: Parameters) -> Verdict | None:
    """After a failed closing review the edition says how often it may be tried again."""
    limit = parameters.closing_retry_limit
    if limit is None or failed == 0:
        return None
    if failed > limit:
        return blocked(
            _("The closing review failed %(count)s times; it may be tried again %(limit)s times."),
            count=failed,
            limit=limit,
        )
    return passed(
        _("The closing review failed %(count)s times; it may be tried again %(limit)s times."),
        count=failed,
        limit=limit,
    )


@rule("RET-1", chapter="retry", clause="Q8", uses=("closing_retry_limit",))
def retry_within_limit(facts: RetryFacts, parameters: Parameters) -> Verdict | None:
    """A failed closing may be tried again as often as the edition allows; the seeds do not say."""
    return closing_retries(facts.failed_closings, parameters)


@rule("RET-2", chapter="retry", clause="Edition", uses=())
def voucher_has_not_expired(facts: RetryFacts, parameters: Parameters) -> Verdict | None:
    """A closing is tried again only while the voucher is valid, its last day included."""
    return money.in_time(
        facts.redeem_by,
        facts.today,
        late=_("The voucher was valid until %(last_day)s."),
        timely=_("The voucher is valid until %(last_day)s."),
    )
