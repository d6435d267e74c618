"""What pages show of a project: its content as rows, its stages, and one sentence on what happens next."""

from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.enums import Role
from applications.enums import APPLICANT_LABELS, ENDED, STAGE_OF, Stage, State
from applications.labels import choice
from applications.models import Project
from workflow.models import Event, Step

OUTSIDE = frozenset({Role.APPLICANT, Role.LABORATORY, Role.SERVICE, Role.RECOMMENDER, ""})

# One plain sentence: what happens next, and who has it.
EXPLANATIONS = {
    State.DRAFT: _("The applicant fills in the application and submits it."),
    State.SUBMITTED: _(
        "The recommending institution reads the application and endorses, returns or declines it."
    ),
    State.RETURNED: _(
        "The applicant corrects the points that were named and submits again; the clock stands still meanwhile."
    ),
    State.ENDORSED: _("The voucher office checks and decides."),
    State.DECLINED: _("The institution did not recommend the project; its reason is in the timeline."),
    State.APPROVED: _("The voucher office publishes the notice and then awards the voucher."),
    State.REJECTED: _("The voucher office refused the application; its reason is in the timeline."),
    State.NOTICED: _("The public can object until the notice ends; then the voucher is awarded."),
    State.OBJECTED: _("The voucher office examines an objection; this holds only this project."),
    State.AWARDED: _(
        "The applicant signs the contract with the laboratory, with the voucher clause in it, and submits it."
    ),
    State.CONTRACT_SUBMITTED: _("The voucher office checks the contract."),
    State.CONTRACT_RETURNED: _("The applicant corrects the contract and submits it again."),
    State.CONTRACTED: _(
        "Applicant and laboratory do the work; then the laboratory confirms the report and the applicant submits it."
    ),
    State.CLOSING_SUBMITTED: _("The voucher office checks the closing report and invites the experts."),
    State.IN_REVIEW: _("The experts give their opinions; then the office decides on the closing."),
    State.CLOSED: _("The payee requests the redemption of the voucher."),
    State.NOT_CLOSED: _(
        "The closing review was not passed. Who bears what follows from the contract; the portal decides nothing about that."
    ),
    State.REDEMPTION_REQUESTED: _("The voucher office checks the request and redeems the voucher."),
    State.REDEEMED: _("Finance pays the redeemed amount."),
    State.PAID: _("The redeemed amount is paid; the project is complete."),
    State.WITHDRAWN: _("The applicant left the programme with this project."),
    State.EXPIRED: _("The voucher was not used or redeemed in time; its money is back in the pool."),
    State.TERMINATED: _("The project was ended; money that was not redeemed is back in the pool."),
    State.REVOKED: _("The office revoked the voucher; its money is back in the pool."),
    State.CLAWED_BACK: _("The paid amount is claimed back."),
}


def state_label(project: Project, actor: Actor) -> Any:
    """The state in the words of the audience."""
    if actor.role in {Role.APPLICANT, Role.LABORATORY}:
        return APPLICANT_LABELS.get(State(project.state), project.get_state_display())
    return project.get_state_display()


def stages(project: Project, events: list[Event]) -> list[dict[str, Any]]:
    """The six stages with where the project stands; an ended project stops where it was last."""
    stage = STAGE_OF.get(State(project.state))
    ended_early = stage is None or project.state in {State.DECLINED, State.REJECTED}
    if stage is None:
        before = next(
            (STAGE_OF.get(State(e.source)) for e in reversed(events) if e.target == project.state), None
        )
        stage = before or Stage.APPLICATION
    order = list(Stage)
    reached = order.index(Stage(stage))
    rows = []
    for number, item in enumerate(order):
        status = "done" if number < reached else "todo"
        if number == reached:
            status = "stopped" if ended_early else "done" if project.state == State.PAID else "current"
        rows.append({"label": item.label, "status": status})
    return rows


def deadline(project: Project) -> tuple[Any, Any]:
    """The next date to keep, with its words."""
    if project.state in {State.AWARDED, State.CONTRACT_RETURNED} and project.use_by:
        return project.use_by, _("Contract to be submitted by")
    if project.state == State.NOTICED and project.notice_until:
        return project.notice_until, _("Public notice until")
    if project.redeem_by and project.state not in ENDED and project.state != State.REDEEMED:
        return project.redeem_by, _("Voucher to be redeemed by")
    return None, ""


def field_label(name: str) -> str:
    """The words of a project's field as a label."""
    return capfirst(Project._meta.get_field(name).verbose_name)


def content_rows(project: Project) -> list[dict[str, Any]]:
    """The application as label and value, in the order of the form."""
    rows = [
        ("applicant", project.applicant.name),
        ("call", project.call.title),
        ("title", project.title),
        ("activity_type", choice(project.activity_type) if project.activity_type else ""),
        ("theme", choice(project.theme) if project.theme else _("None")),
        ("laboratory", project.laboratory.name if project.laboratory else ""),
        ("recommender", project.recommender.organisation.name if project.recommender else ""),
        ("background", project.background),
        ("content", project.content),
        ("deliverables", project.deliverables),
        ("plan_from", project.plan_from),
        ("plan_to", project.plan_to),
    ]
    found = [{"name": name, "label": field_label(name), "value": value or ""} for name, value in rows]
    found += [
        {"name": name, "label": field_label(name), "value": "", "fen": getattr(project, name)}
        for name in ("total_amount", "requested_amount")
    ]
    if project.is_industrial_design:
        purpose = choice(project.design_purpose) if project.design_purpose else _("Yes")
        name = "is_industrial_design"
        found.append({"name": name, "label": field_label(name), "value": purpose})
    if project.purchase_purpose:
        name = "purchase_purpose"
        found.append({"name": name, "label": field_label(name), "value": choice(project.purchase_purpose)})
    return found


def declaration_rows(project: Project) -> list[dict[str, Any]]:
    """What the applicant answers for, each declared or not."""
    names = ("declares_truth", "declares_no_affiliation", "declares_no_double_funding")
    words = {True: _("Declared"), False: _("Not declared")}
    return [
        {"name": name, "label": field_label(name), "value": words[getattr(project, name)]} for name in names
    ]


def money_rows(project: Project) -> list[dict[str, Any]]:
    """The amounts of the project, as far as they are known."""
    names = (
        "total_amount",
        "requested_amount",
        "recommended_amount",
        "award_amount",
        "determined_amount",
        "new_tech_amount",
        "accepted_cost",
        "claimed_amount",
        "redeemed_amount",
        "paid_amount",
    )
    return [
        {"label": field_label(name), "value": "", "fen": getattr(project, name)}
        for name in names
        if getattr(project, name) is not None
    ]


def step_rows(project: Project, actor: Actor) -> list[Step | dict[str, Any]]:
    """What this actor may do now, and what comes later in the life of the project, with the reason why not yet."""
    rows: list[Step | dict[str, Any]] = list(project.available_steps(actor))
    if project.is_ended:
        return rows
    seen = {step.name for step in rows if isinstance(step, Step)}
    reached = list(Stage).index(Stage(STAGE_OF[State(project.state)]))
    for transition in project.transitions():
        custom = transition.custom
        stage = STAGE_OF.get(State(str(transition.source)))
        later = stage is not None and list(Stage).index(Stage(stage)) >= reached
        if transition.name in seen or not custom["offered"] or custom["tone"] != "primary" or not later:
            continue
        if not project.permits(transition, actor):
            continue
        seen.add(transition.name)
        reason = _("Possible when the project is: %(state)s") % {"state": State(str(transition.source)).label}
        rows.append(
            {"name": transition.name, "label": custom["label"], "tone": "plain", "url": "", "reason": reason}
        )
    return rows


def edit_links(project: Project) -> dict[str, str]:
    """Where a requested field or document is corrected."""
    return {
        "field": reverse("applications:edit", args=[project.reference]),
        "document": reverse("applications:documents", args=[project.reference]),
    }
