"""What an applicant should have at hand, said by the edition in force and not by habit."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policy.parameters import Parameters
from workflow.money import format_yuan


def needed(parameters: Parameters | None) -> list[str]:
    """What the application asks for, in sentences; without an edition only what holds under any."""
    found = [
        _("An enterprise: its unified social credit code, its legal representative, and who controls it."),
        _(
            "An enterprise: last year's employees, revenue and total assets. They decide whether it is small enough."
        ),
        _("A start-up team: its leader with the ID number, and the incubator or space that hosts it."),
        _("The project in your own words: the problem, what shall be done, and what shall come of it."),
        _("A laboratory of the directory and a recommending institution; you choose both from lists."),
    ]
    if parameters is None:
        return found
    return [*found, _money(parameters), *_limits(parameters)]


def _money(parameters: Parameters) -> str:
    """Dates and amounts, with the most that a voucher pays."""
    share = f"{float(parameters.subsidy_ratio * 100):g} %"
    cap = parameters.cap_per_project_fen
    if cap is None:
        words = _(
            "The planned dates, what the contract will cost, and the voucher: at most %(share)s of the cost."
        )
        return words % {"share": share}
    words = _(
        "The planned dates, what the contract will cost, and the voucher: at most %(share)s of the cost and %(cap)s."
    )
    return words % {"share": share, "cap": format_yuan(cap)}


def _limits(parameters: Parameters) -> list[str]:
    """What else the edition allows an applicant, where it sets a limit."""
    most = parameters.max_open_projects
    if most is None:
        return []
    words = ngettext(
        "No more than %(most)s open project at a time.",
        "No more than %(most)s open projects at a time.",
        most,
    )
    return [words % {"most": most}]
