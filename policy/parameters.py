"""The numbers and choices that an edition of the programme fixes; every one says where it comes from.

None means no limit. "Seed" parameters are given by the published questions and answers; the others are left open there
and belong to the edition.
"""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal

from policy.shape import Count, Fen, Least, Most, ShapeError, read, schema, write
from policy.words import gettext_noop as _

ActorKind = Literal["enterprise", "team"]
Severity = Literal["block", "warn"]
AtLeastOne = Annotated[int, Least(1)]
AtLeastTwo = Annotated[int, Least(2)]


class ParametersError(ShapeError):
    """The parameters cannot be used; the text is one line and says what is wrong where."""


@dataclass(frozen=True)
class About:
    """What a reader needs to know about one parameter."""

    label: str
    unit: str
    clause: str
    seed: bool = False

    def __str__(self) -> str:
        return f"{self.label} ({self.unit})" if self.unit else self.label


def _seed(label: str, clause: str, unit: str = "") -> About:
    return About(label, unit, clause, seed=True)


def _open(label: str, unit: str = "") -> About:
    return About(label, unit, "Edition")


@dataclass(frozen=True, kw_only=True)
class PriorityTheme:
    """A theme that is supported first while it is valid; what first means is the edition's choice."""

    code: str
    title: str
    valid_from: date | None = None
    valid_to: date | None = None
    actor_kinds: tuple[ActorKind, ...] = ("enterprise", "team")
    effect: Literal["none", "rank", "fast"] = "none"

    def holds(self, day: date, actor_kind: str) -> bool:
        """Whether the theme gives priority to this kind of applicant on this day, first and last day included."""
        started = self.valid_from is None or self.valid_from <= day
        ended = self.valid_to is not None and self.valid_to < day
        return started and not ended and actor_kind in self.actor_kinds


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One line of a rubric: what experts rate, and how many of the 100 points it can bring."""

    code: str
    title: str
    title_en: str = ""
    points: Annotated[int, Least(1), Most(100)]
    by_clause: bool = False
    """All points come with the voucher terms in the contract and none without (Q6), so nobody rates it."""


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """All parameters of one edition."""

    # Who and what is supported
    eligible_size_classes: Annotated[tuple[str, ...], _seed(_("Size classes that may apply"), "Q1")]
    activity_types: Annotated[tuple[str, ...], _seed(_("Types of innovation activity"), "Q1")]
    priority_themes: Annotated[tuple[PriorityTheme, ...], _seed(_("Priority themes"), "Q1")]
    districts: Annotated[tuple[str, ...] | None, _open(_("Districts an applicant may be registered in"))] = (
        None
    )
    affiliation: Annotated[Severity, _open(_("Applicant and laboratory are affiliated"))] = "warn"
    double_funding: Annotated[Severity, _open(_("The same content is funded twice"))] = "warn"
    abnormal_listing: Annotated[Severity, _open(_("The applicant is on a list of abnormal operation"))] = (
        "warn"
    )
    # New technology and new products
    new_tech_cap_ratio: Annotated[
        Fraction, _seed(_("Share of the determined contract amount for new technology"), "Q2", _("share"))
    ]
    purchase_purposes: Annotated[tuple[str, ...], _seed(_("Purposes of new-technology purchases"), "Q2")]
    purchase_applicant_kinds: Annotated[
        tuple[ActorKind, ...], _seed(_("Applicants that may buy new technology with the voucher"), "Q2")
    ]
    new_tech_validity_date: Annotated[
        Literal["application", "contract", "purchase"],
        _open(_("Day on which a purchased item must be valid")),
    ] = "application"
    new_tech_cap_counts_own_expense: Annotated[
        bool, _open(_("Purchases at own expense count towards the share"))
    ] = False
    # Industrial design
    industrial_design_purposes: Annotated[tuple[str, ...], _seed(_("Purposes of industrial design"), "Q3")]
    # Institutions and laboratories
    rec_inst_min_enterprises: Annotated[
        int,
        Least(1),
        _seed(_("Enterprises a recommending institution serves at least"), "Q4", _("enterprises")),
    ]
    rec_inst_min_events: Annotated[
        int, Least(0), _seed(_("Events a recommending institution organises at least"), "Q4", _("events"))
    ]
    lab_kinds: Annotated[tuple[str, ...], _seed(_("Kinds of laboratories"), "Q7")]
    levelled_lab_kinds: Annotated[
        tuple[str, ...], _seed(_("Kinds that need a national or municipal accreditation"), "Q7")
    ]
    delisted_lab_effect: Annotated[
        Literal["finish", "ask", "block"], _open(_("A laboratory leaves the directory after the award"))
    ] = "block"
    failed_evaluation_effect: Annotated[
        Literal["none", "warn", "block"],
        _open(_("New vouchers where the institution's last published evaluation is “failed”")),
    ] = "warn"
    # Money
    subsidy_ratio: Annotated[
        Fraction, Least(0), Most(1), _open(_("Share of the cost the voucher pays at most"), _("share"))
    ] = Fraction(1)
    cap_per_project_fen: Annotated[Fen | None, _open(_("Voucher of one project at most"), _("fen"))] = None
    annual_cap_per_enterprise_fen: Annotated[
        Fen | None, _open(_("One enterprise in a year at most"), _("fen"))
    ] = None
    annual_cap_per_team_fen: Annotated[Fen | None, _open(_("One team in a year at most"), _("fen"))] = None
    annual_cap_counts_controller: Annotated[
        bool, _open(_("Projects of the same actual controller count towards the yearly cap"))
    ] = False
    max_open_projects: Annotated[
        AtLeastOne | None, _open(_("Open projects of one applicant at most"), _("projects"))
    ] = None
    payee: Annotated[Literal["enterprise", "laboratory"], _open(_("Who is paid"))] = "laboratory"
    service_checks_redemption: Annotated[
        bool, _open(_("The professional service institution confirms a request before the redemption"))
    ] = False
    four_eyes_threshold_fen: Annotated[
        Fen | None, _open(_("Amount above which two persons decide"), _("fen"))
    ] = None
    # Experts
    assessment_reviewer_count: Annotated[
        int, Least(0), _open(_("Experts before the award at least"), _("persons"))
    ] = 0
    closing_reviewer_count: Annotated[
        int, Least(1), _open(_("Experts of the closing review at least"), _("persons"))
    ] = 1
    odd_reviewers: Annotated[bool, _open(_("The number of experts must be odd"))] = False
    assessment_rubric: Annotated[
        tuple[Indicator, ...], _open(_("Indicators that experts rate before the award"))
    ] = ()
    closing_rubric: Annotated[
        tuple[Indicator, ...], _open(_("Indicators that experts rate in the closing review"))
    ] = ()
    closing_group_opinion: Annotated[
        bool, _open(_("The chair of the experts sums up their opinions before the closing is decided"))
    ] = False
    # Contract
    contract_before_award: Annotated[
        Literal["forbidden", "warn"], _seed(_("Contract signed before the award"), "Q6")
    ] = "forbidden"
    supplement_cures_missing_clause: Annotated[
        bool, _open(_("A supplement may bring the missing voucher clause"))
    ] = True
    # Time
    public_notice_days: Annotated[int, Least(0), _open(_("Public notice"), _("working days"))] = 0
    use_valid_days: Annotated[AtLeastOne | None, _open(_("Time to sign the contract"), _("days"))] = None
    redeem_valid_days: Annotated[AtLeastOne | None, _open(_("Time until redemption"), _("days"))] = None
    return_limit: Annotated[Count | None, _open(_("Returns for correction at most"), _("times"))] = None
    correction_days: Annotated[AtLeastOne | None, _open(_("Time to correct"), _("working days"))] = None
    closing_retry_limit: Annotated[
        Count | None, _open(_("Closing reviews that may be tried again"), _("times"))
    ] = None
    warn_days: Annotated[tuple[Count, ...], _open(_("Reminders before a deadline"), _("days"))] = (30, 7, 1)
    # Signals: what makes an officer look twice; nothing is decided by them
    signal_same_amounts: Annotated[
        AtLeastTwo, _open(_("Equal amounts at one laboratory that make a signal"), _("projects"))
    ] = 3
    signal_one_seller: Annotated[
        AtLeastTwo, _open(_("Projects with invoices of one seller that make a signal"), _("projects"))
    ] = 5
    signal_text_length: Annotated[
        int, Least(20), _open(_("Shortest text that is compared with other applications"), _("characters"))
    ] = 60
    signal_quick_days: Annotated[
        Count, _open(_("Closing report sooner after the contract makes a signal"), _("days"))
    ] = 3

    def __post_init__(self) -> None:
        for message in _contradictions(self):
            raise ParametersError(f"parameters.{message}")

    def annual_cap_fen(self, applicant_kind: str) -> int | None:
        """Return the yearly cap for this kind of applicant in fen, or None without a cap."""
        return (
            self.annual_cap_per_team_fen if applicant_kind == "team" else self.annual_cap_per_enterprise_fen
        )

    def theme(self, code: str | None) -> PriorityTheme | None:
        """Return a priority theme by its code."""
        return next((theme for theme in self.priority_themes if theme.code == code), None)

    @classmethod
    def from_json(cls, data: object) -> "Parameters":
        """Build parameters from an edition's JSON; raises ParametersError with one line that names the place."""
        try:
            return read(cls, data, "parameters")
        except ParametersError:
            raise
        except ShapeError as error:
            raise ParametersError(str(error)) from None

    def as_json(self) -> dict[str, Any]:
        """Return what `from_json` reads."""
        data: dict[str, Any] = write(self)
        return data

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Describe the JSON of an edition's parameters as a JSON Schema (draft 2020-12)."""
        return schema(cls, "Parameters of an edition")


def _contradictions(parameters: Parameters) -> Iterator[str]:
    if parameters.new_tech_cap_ratio > 1:
        yield "new_tech_cap_ratio: a share cannot be above 1."
    for name in ("activity_types", "lab_kinds", "eligible_size_classes"):
        if not getattr(parameters, name):
            yield f"{name}: at least one is needed."
    codes = [theme.code for theme in parameters.priority_themes]
    if len(codes) != len(set(codes)):
        yield "priority_themes: a code appears twice."
    for theme in parameters.priority_themes:
        if theme.valid_from and theme.valid_to and theme.valid_to < theme.valid_from:
            yield f"priority_themes: {theme.code} ends before it begins."
    yield from _rubric_contradictions("assessment_rubric", parameters.assessment_rubric)
    yield from _rubric_contradictions("closing_rubric", parameters.closing_rubric)
    if any(item.by_clause for item in parameters.assessment_rubric):
        yield "assessment_rubric: before the award there is no contract whose terms could bring points."
    use, redeem = parameters.use_valid_days, parameters.redeem_valid_days
    if use and redeem and redeem < use:
        yield "redeem_valid_days: the time until redemption is shorter than the time to sign the contract."
    if not set(parameters.levelled_lab_kinds) <= set(parameters.lab_kinds):
        yield "levelled_lab_kinds: a kind is not among lab_kinds."


def _rubric_contradictions(name: str, rubric: tuple[Indicator, ...]) -> Iterator[str]:
    codes = [item.code for item in rubric]
    if len(codes) != len(set(codes)):
        yield f"{name}: a code appears twice."
    total = sum(item.points for item in rubric)
    if rubric and total != 100:
        yield f"{name}: the points add up to {total}, not to 100."


def about(name: str) -> About:
    """Return what is to be told about a parameter."""
    return _ABOUT[name]


def names() -> tuple[str, ...]:
    """Return the names of all parameters in their order."""
    return tuple(_ABOUT)


def _collect() -> dict[str, About]:
    return {
        item.name: next(note for note in item.type.__metadata__ if isinstance(note, About))  # type: ignore[union-attr]
        for item in dataclasses.fields(Parameters)
    }


_ABOUT = _collect()
