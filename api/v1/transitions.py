"""Every step that a person can take over the API: its input, the one service call, and its dry run.

The names are those of the transitions of the models; a test compares the tables with the machines.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.actor import Actor
from api.fields import Input
from api.v1.inputs import contract, dossiers, money, needs, review, steps
from applications import services as applications
from applications.models import Project
from applications.services.decisions import assess
from contracts import services as contracts
from funds import services as funds
from funds.services import awarding, paying, redeeming
from institutions import services as institutions
from labs import services as labs
from matching import services as matching
from policy.findings import Findings
from review import services as reviewing

# What a person would have to write stands for any reason in a dry run.
ANY_REASON = "…"


@dataclass(frozen=True)
class Step:
    """One step: `take(subject, actor=…, **input)` is the service, `dry_run` its findings as of now."""

    take: Callable[..., Any]
    input: type[Input] = steps.Remark
    dry_run: Callable[[Any, Actor], Findings | None] | None = None


def undo(take: Callable[..., Any], undone: str) -> Step:
    """A counter-step: with a reason, by another person than the one who took the step."""

    def dry_run(project: Project, actor: Actor) -> Findings:
        return applications.counter_findings(project, undone, actor=actor, reason=ANY_REASON)

    return Step(take, steps.Reason, dry_run)


def _assessment(project: Project, actor: Actor) -> Findings:
    return assess(project, project.proposed_amount or project.requested_amount or 0, actor=actor)


PROJECT: dict[str, Step] = {
    "submit": Step(applications.submit, steps.Nothing, lambda project, actor: applications.dry_run(project)),
    "recall": Step(applications.recall),
    "endorse": Step(applications.endorse, steps.Endorsement),
    "decline": Step(applications.decline, steps.Reason),
    "return_for_correction": Step(applications.return_for_correction, steps.ApplicationCorrections),
    "propose_approval": Step(applications.propose_approval, steps.Amount, _assessment),
    "approve": Step(applications.approve, steps.Amount, _assessment),
    "reject": Step(applications.reject, steps.Reason),
    "withdraw": Step(applications.withdraw, steps.Reason),
    "carry_over": Step(applications.carry_over),
    "undo_approve": undo(applications.undo_approve, "approve"),
    "undo_reject": undo(applications.undo_reject, "reject"),
    "undo_decline": undo(applications.undo_decline, "decline"),
    "publish_notice": Step(
        funds.publish_notice, dry_run=lambda project, actor: awarding.dry_run(project, publishing=True)
    ),
    "object": Step(funds.register_objection, money.ObjectionInput),
    "dismiss_objection": Step(funds.dismiss_objection, money.ObjectionDecision),
    "uphold_objection": Step(funds.uphold_objection, money.ObjectionDecision),
    "award": Step(funds.award, dry_run=lambda project, actor: awarding.dry_run(project, actor=actor)),
    "submit_contract": Step(contracts.submit_contract, contract.ContractInput),
    "recall_contract": Step(contracts.recall_contract),
    "clear_contract": Step(
        contracts.clear_contract, contract.Clearing, lambda project, actor: contracts.assess_contract(project)
    ),
    "return_contract": Step(
        contracts.return_contract,
        steps.ContractCorrections,
        lambda project, actor: contracts.assess_contract(project),
    ),
    "undo_clear_contract": undo(contracts.undo_clear_contract, "clear_contract"),
    "confirm_report": Step(
        reviewing.confirm_report, dry_run=lambda project, actor: reviewing.check_report(project)
    ),
    "submit_closing": Step(
        reviewing.submit_closing, dry_run=lambda project, actor: reviewing.check_report(project)
    ),
    "recall_closing": Step(reviewing.recall_closing),
    "return_closing": Step(reviewing.return_closing, steps.ReportCorrections),
    "start_review": Step(reviewing.start_review, review.ReviewPanel),
    "close": Step(reviewing.close, review.ClosingInput),
    "refuse_closing": Step(reviewing.refuse_closing, review.RefusalInput),
    "retry_closing": Step(
        reviewing.retry_closing, dry_run=lambda project, actor: reviewing.retry_findings(project)
    ),
    "undo_close": undo(reviewing.undo_close, "close"),
    "undo_refuse_closing": undo(reviewing.undo_refuse_closing, "refuse_closing"),
    "request_redemption": Step(
        funds.request_redemption,
        money.RedemptionRequest,
        lambda project, actor: redeeming.dry_run_request(project),
    ),
    "recall_redemption": Step(funds.recall_redemption),
    "confirm_redemption": Step(funds.confirm_redemption),
    "return_redemption": Step(funds.return_redemption, steps.Reason),
    "redeem": Step(
        funds.redeem, dry_run=lambda project, actor: redeeming.dry_run_decision(project, actor=actor)
    ),
    "undo_redeem": undo(funds.undo_redeem, "redeem"),
    "pay": Step(funds.pay, money.PaymentInput, lambda project, actor: paying.dry_run(project, actor=actor)),
    "give_up": Step(funds.give_up, steps.Reason),
    "terminate": Step(funds.terminate, money.Termination),
    "revoke": Step(funds.revoke, steps.Reason),
    "report_credit_note": Step(funds.report_credit_note, money.CreditNoteInput),
    "claw_back_part": Step(funds.claw_back_part, money.ClawBackPart),
    "drop_claw_back": Step(funds.drop_claw_back, steps.Reason),
    "claw_back": Step(funds.claw_back, steps.Reason),
    "reinstate": Step(funds.reinstate, money.Reinstatement),
}

LABORATORY: dict[str, Step] = {
    "submit": Step(labs.submit),
    "recall": Step(labs.recall),
    "nominate": Step(labs.nominate, dossiers.Nomination),
    "return_nomination": Step(labs.return_nomination, dossiers.LaboratoryCorrections),
    "return_for_correction": Step(labs.return_for_correction, dossiers.LaboratoryCorrections),
    "admit": Step(labs.admit, dossiers.Admission),
    "reject": Step(labs.reject, steps.Reason),
    "undo_reject": Step(labs.undo_reject, steps.Reason),
    "reapply": Step(labs.reapply),
    "request_renewal": Step(labs.request_renewal, dossiers.RenewalRequest),
    "refuse_renewal": Step(labs.refuse_renewal, steps.Reason),
    "renew": Step(labs.renew, dossiers.Renewal),
    "suspend": Step(labs.suspend, steps.Reason),
    "resume": Step(labs.resume),
    "delist": Step(labs.delist, steps.Reason),
    "undo_delist": Step(labs.undo_delist, steps.Reason),
}

INSTITUTION: dict[str, Step] = {
    "submit": Step(institutions.submit),
    "recall": Step(institutions.recall),
    "approve": Step(institutions.approve),
    "return_for_correction": Step(institutions.return_for_correction, dossiers.InstitutionCorrections),
    "reject": Step(institutions.reject, steps.Reason),
    "undo_reject": Step(institutions.undo_reject, steps.Reason),
    "reapply": Step(institutions.reapply),
    "suspend": Step(institutions.suspend, steps.Reason),
    "resume": Step(institutions.resume),
    "end": Step(institutions.end, steps.Reason),
    "request_renewal": Step(institutions.request_renewal, dossiers.LetterRequest),
    "renew": Step(institutions.renew),
    "refuse_renewal": Step(institutions.refuse_renewal, steps.Reason),
    "recognise": Step(institutions.recognise),
}

NEED: dict[str, Step] = {
    "publish_need": Step(matching.publish_need, needs.Until),
    "ask_laboratories": Step(matching.ask_laboratories, needs.Asking),
    "propose_laboratories": Step(matching.propose_laboratories, needs.Proposing),
    "answer_need": Step(matching.answer_need, needs.AnswerInput),
    "coach": Step(matching.coach, needs.CoachingInput),
    "choose_laboratory": Step(matching.choose_laboratory, needs.ChoiceInput),
    "reconsider": Step(matching.reconsider, needs.Reconsideration),
    "turn_into_application": Step(matching.turn_into_application, needs.Carrying),
    "prolong": Step(matching.prolong, needs.Until),
    "withdraw": Step(matching.withdraw, steps.Reason),
}
