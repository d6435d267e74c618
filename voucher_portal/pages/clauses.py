"""The programme's questions and answers in our own words, one anchor per clause, with the figures of an edition."""

from typing import Any

from django.utils.translation import gettext as _

from policy.models import Edition
from policy.rules import registry
from workflow.money import format_yuan


def clauses(edition: Edition | None) -> list[dict[str, Any]]:
    """Q1 to Q8 with the rules that hold them, then the limits that the edition sets."""
    rows = [
        (
            "Q1",
            _("What is supported"),
            _(
                "Testing and inspection, cooperative R&D, commissioned development, R&D design and technical solutions that a "
                "small or micro enterprise or a start-up team commissions from an open laboratory. Priority themes are served "
                "first; other projects are eligible too."
            ),
        ),
        (
            "Q2",
            _("Buying new technology and new products"),
            _(
                "A small or micro enterprise may use part of the voucher for new technology and new products that its project "
                "needs, if they stand on the published list and the listing is valid. Together they may not exceed "
                "30 percent of the contract amount as determined by review."
            ),
        ),
        (
            "Q3",
            _("Industrial design"),
            _(
                "Choose an open laboratory that offers industrial design, such as a design innovation centre. The project "
                "concerns trial production, or better performance or structure of a product for batch production."
            ),
        ),
        (
            "Q4",
            _("Becoming a recommending institution"),
            _(
                "An institution that serves at least 30 enterprises, commits to publicity, coaching and matchmaking, can "
                "organise at least two events, and has working rules and safeguards. It hands in four documents; after "
                "approval it completes its profile and is trained."
            ),
        ),
        (
            "Q5",
            _("Professional service institutions and receiving laboratories"),
            _(
                "An independent legal person, authorised by a university, institute or group of the conditions platform, "
                "reports that body's laboratories. Others join through a field centre. The office evaluates every year."
            ),
        ),
        (
            "Q6",
            _("Contracts"),
            _(
                "The application comes first, the contract afterwards. The contract must contain voucher terms, such as the "
                "amount of the voucher used. An agreement signed without them is not valid for a voucher project."
            ),
        ),
        (
            "Q7",
            _("Which laboratories"),
            _(
                "Accredited key laboratories, engineering technology research centres, design innovation centres and public "
                "service institutions in the open-laboratory directory. Outside the directory no voucher can be used."
            ),
        ),
        (
            "Q8",
            _("When the closing review is not passed"),
            _(
                "The experts decide only whether the project may close, and give reasons. Who bears what follows from fault "
                "and from the contract; the programme sets no hard rule."
            ),
        ),
        ("Edition", _("Limits of the edition in force"), _edition_words(edition)),
    ]
    return [
        {"code": code, "title": title, "text": text, "rules": [r.number for r in registry.all() if r.clause == code]}
        for code, title, text in rows
    ]  # fmt: skip


def _edition_words(edition: Edition | None) -> str:
    """The amounts and periods that the questions and answers leave open, as the edition in force sets them."""
    if edition is None:
        return _("No edition is in force.")
    figures = edition.typed
    none = _("no limit")
    parts = [
        _("Edition: %(title)s.") % {"title": edition.title},
        _("Voucher of one project: %(amount)s.")
        % {"amount": format_yuan(figures.cap_per_project_fen) or none},
        _("One enterprise in a year: %(amount)s.")
        % {"amount": format_yuan(figures.annual_cap_per_enterprise_fen) or none},
        _("One team in a year: %(amount)s.")
        % {"amount": format_yuan(figures.annual_cap_per_team_fen) or none},
        _("Share of the cost that the voucher pays: %(share)s %%.")
        % {"share": f"{float(figures.subsidy_ratio * 100):g}"},
        _("Public notice: %(days)s working days.") % {"days": figures.public_notice_days},
    ]
    return " ".join(parts)
