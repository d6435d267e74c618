"""The project: its whole life as one table of transitions. Bodies assign fields only; `workflow.door` calls them."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import GET_STATE, FSMField, transition

from applications import perms
from applications.enums import (
    BEFORE_CONTRACT,
    EXPIRES_UNREDEEMED,
    EXPIRES_UNUSED,
    FUNDED,
    UNDER_WAY,
    State,
)
from applications.models.content import ProjectContent
from applications.models.evidence import ProjectEvidence
from applications.models.invariants import BEFORE_AWARD, CONSTRAINTS, INDEXES
from applications.models.queries import ProjectQuerySet
from applications.models.reading import ProjectReading
from workflow.models import Subject, step


class Project(ProjectContent, ProjectEvidence, ProjectReading, Subject):
    """One row is one project of one applicant in one call, from the first draft to the payment.

    `state` changes through the transitions below and only there. The invariants that money depends on are held by
    the database as well.
    """

    reference_prefix = "P"
    noun = _("Project")

    state = FSMField(_("state"), default=State.DRAFT, choices=State.choices, protected=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("drafted by")
    )
    readers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("experts who may read it")
    )

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        indexes = INDEXES
        constraints = CONSTRAINTS

    # --- application -------------------------------------------------------------------------------------------------

    @transition(state, [State.DRAFT, State.RETURNED], State.SUBMITTED, permission=perms.can_submit,
                custom=step(_("Submit"), app="applications", gate="eligibility", order=10))  # fmt: skip
    def submit(self, *, edition, payee: str, snapshot: dict, content_digest: str, submitted_at: datetime,
               stopped_seconds: int = 0, changes: list[dict] | None = None) -> None:  # fmt: skip
        same = self.content_digest == content_digest  # scores are about the words that the experts read
        self.assessment_score, self.assessments = (
            (self.assessment_score, self.assessments) if same else (None, 0)
        )
        self.edition, self.payee = edition, payee
        self.snapshot, self.content_digest = snapshot, content_digest
        self.submitted_at = self.submitted_at or submitted_at
        self.proposed_amount = self.proposed_by = None
        self.clock_stopped_at = None
        self.clock_stopped_seconds += stopped_seconds

    @transition(state, State.SUBMITTED, State.DRAFT, permission=perms.can_recall,
                custom=step(_("Take back"), app="applications", tone="plain", order=12))  # fmt: skip
    def recall(self) -> None:
        pass

    @transition(state, State.SUBMITTED, State.ENDORSED, permission=perms.can_endorse,
                custom=step(_("Endorse"), app="applications", gate="endorsement", order=14))  # fmt: skip
    def endorse(self, *, endorsement: str) -> None:
        self.endorsement = endorsement

    @transition(state, State.SUBMITTED, State.DECLINED, permission=perms.can_decline,
                custom=step(_("Decline"), app="applications", tone="danger", order=18))  # fmt: skip
    def decline(self) -> None:
        pass

    @transition(state, [State.SUBMITTED, State.ENDORSED], State.RETURNED, permission=perms.can_return_for_correction,
                custom=step(_("Return for correction"), app="applications", gate="correction", tone="plain", order=26))  # fmt: skip
    def return_for_correction(self, *, stopped_at: datetime, due_date: date, wanted: list[dict]) -> None:
        self.clock_stopped_at = stopped_at
        self.returns += 1

    # --- decision ----------------------------------------------------------------------------------------------------

    @transition(state, State.ENDORSED, State.ENDORSED, permission=perms.can_record_assessment,
                custom=step(_("Record the experts' scores"), app="review", offered=False, order=20))  # fmt: skip
    def record_assessment(self, *, score: int, assessments: int) -> None:
        self.assessment_score, self.assessments = score, assessments

    @transition(state, State.ENDORSED, State.ENDORSED, permission=perms.can_propose_approval,
                custom=step(_("Propose approval"), app="applications", order=22))  # fmt: skip
    def propose_approval(self, *, amount: int, proposed_by) -> None:
        self.proposed_amount, self.proposed_by = amount, proposed_by

    @transition(state, State.ENDORSED, State.APPROVED, permission=perms.can_approve,
                custom=step(_("Approve"), app="applications", gate="assessment", order=24))  # fmt: skip
    def approve(self, *, amount: int, approved_by) -> None:
        self.recommended_amount, self.approved_by = amount, approved_by

    @transition(state, State.ENDORSED, State.REJECTED, permission=perms.can_reject,
                custom=step(_("Reject"), app="applications", tone="danger", order=28))  # fmt: skip
    def reject(self) -> None:
        pass

    @transition(state, State.APPROVED, State.NOTICED, permission=perms.can_publish_notice,
                custom=step(_("Publish the notice"), app="funds", gate="award", order=30))  # fmt: skip
    def publish_notice(self, *, amount: int, notice_from: date, notice_until: date) -> None:
        self.award_amount, self.notice_from, self.notice_until = amount, notice_from, notice_until

    @transition(state, State.NOTICED, State.OBJECTED, permission=perms.can_object,
                custom=step(_("Register an objection"), app="funds", tone="plain", order=36))  # fmt: skip
    def object(self, *, objection: str) -> None:
        pass

    @transition(state, State.OBJECTED, State.NOTICED, permission=perms.can_dismiss_objection,
                custom=step(_("Dismiss the objection"), app="funds", order=37))  # fmt: skip
    def dismiss_objection(self, *, objection: str) -> None:
        pass

    @transition(state, State.OBJECTED, State.REJECTED, permission=perms.can_uphold_objection,
                custom=step(_("Uphold the objection"), app="funds", tone="danger", order=38))  # fmt: skip
    def uphold_objection(self, *, objection: str, released: int) -> None:
        self.award_amount = self.notice_from = self.notice_until = None

    @transition(state, [State.APPROVED, State.NOTICED], State.AWARDED, permission=perms.can_award,
                custom=step(_("Award the voucher"), app="funds", gate="award", order=32))  # fmt: skip
    def award(self, *, amount: int, voucher_number: str, awarded_on: date, use_by: date | None,
              redeem_by: date | None) -> None:  # fmt: skip
        self.award_amount, self.voucher_number = amount, voucher_number
        self.awarded_on, self.use_by, self.redeem_by = awarded_on, use_by, redeem_by

    # --- contract ----------------------------------------------------------------------------------------------------

    @transition(state, [State.AWARDED, State.CONTRACT_RETURNED], State.CONTRACT_SUBMITTED,
                permission=perms.can_submit_contract,
                custom=step(_("Submit the contract"), app="contracts", order=40))  # fmt: skip
    def submit_contract(self, *, contract: str, digest: str) -> None:
        pass

    @transition(state, State.CONTRACT_SUBMITTED, State.AWARDED, permission=perms.can_recall_contract,
                custom=step(_("Take the contract back"), app="contracts", tone="plain", order=42))  # fmt: skip
    def recall_contract(self) -> None:
        pass

    @transition(state, State.CONTRACT_SUBMITTED, State.CONTRACTED, permission=perms.can_clear_contract,
                custom=step(_("Clear the contract"), app="contracts", gate="contract", order=44))  # fmt: skip
    def clear_contract(self, *, determined_amount: int, signed_on: date, voucher_clause: str, failure_clause: str,
                       new_tech_amount: int, reading: dict | None = None, delisting_accepted: bool = False) -> None:  # fmt: skip
        self.determined_amount, self.contract_signed_on = determined_amount, signed_on
        self.voucher_clause, self.failure_clause, self.new_tech_amount = (
            voucher_clause,
            failure_clause,
            new_tech_amount,
        )

    @transition(state, State.CONTRACT_SUBMITTED, State.CONTRACT_RETURNED, permission=perms.can_return_contract,
                custom=step(_("Return the contract"), app="contracts", tone="plain", order=46))  # fmt: skip
    def return_contract(self, *, due_date: date) -> None:
        pass

    @transition(state, State.CONTRACTED, State.CONTRACTED, permission=perms.can_request_change,
                custom=step(_("Ask for a change"), app="contracts", tone="plain", offered=False, order=47))  # fmt: skip
    def request_change(self, *, kind: str, asked: dict) -> None:
        pass

    @transition(state, State.CONTRACTED, State.CONTRACTED, permission=perms.can_grant_change,
                custom=step(_("Grant a change"), app="contracts", gate="change", offered=False, order=47))  # fmt: skip
    def grant_change(self, *, kind: str, before: dict, after: dict, laboratory, determined_amount: int | None,
                     award_amount: int | None, released: int) -> None:  # fmt: skip
        if laboratory != self.laboratory:
            self.report_confirmed = ""  # another laboratory has confirmed nothing yet
        self.laboratory = laboratory
        self.determined_amount, self.award_amount = determined_amount, award_amount

    @transition(state, State.CONTRACTED, State.CONTRACTED, permission=perms.can_refuse_change,
                custom=step(_("Refuse a change"), app="contracts", tone="danger", offered=False, order=47))  # fmt: skip
    def refuse_change(self, *, kind: str) -> None:
        pass

    # --- closing -----------------------------------------------------------------------------------------------------

    @transition(state, State.CONTRACTED, State.CONTRACTED, permission=perms.can_confirm_report,
                custom=step(_("Confirm the closing report"), app="review", order=48))  # fmt: skip
    def confirm_report(self, *, report_digest: str) -> None:
        self.report_confirmed = report_digest

    @transition(state, State.CONTRACTED, State.CLOSING_SUBMITTED, permission=perms.can_submit_closing,
                custom=step(_("Submit the closing report"), app="review", gate="completion", order=50))  # fmt: skip
    def submit_closing(self, *, report_digest: str, actual_cost: int) -> None:
        pass

    @transition(state, State.CLOSING_SUBMITTED, State.CONTRACTED, permission=perms.can_recall_closing,
                custom=step(_("Take the closing report back"), app="review", tone="plain", order=52))  # fmt: skip
    def recall_closing(self) -> None:
        pass

    @transition(state, State.CLOSING_SUBMITTED, State.CONTRACTED, permission=perms.can_return_closing,
                custom=step(_("Return the closing report"), app="review", tone="plain", order=56))  # fmt: skip
    def return_closing(self, *, due_date: date, redeem_by: date | None) -> None:
        self.report_confirmed, self.redeem_by = "", redeem_by

    @transition(state, State.CLOSING_SUBMITTED, State.IN_REVIEW, permission=perms.can_start_review,
                custom=step(_("Start the closing review"), app="review", gate="panel", order=54))  # fmt: skip
    def start_review(self, *, experts: list[str], due_date: date, delisting_accepted: bool = False) -> None:
        self.closing_attempts += 1

    @transition(state, State.IN_REVIEW, State.CLOSED, permission=perms.can_close,
                custom=step(_("Close the project"), app="review", gate="closing", order=58))  # fmt: skip
    def close(self, *, accepted_cost: int, reasons: str, redeem_by: date | None) -> None:
        self.accepted_cost, self.closing_reasons, self.redeem_by = accepted_cost, reasons, redeem_by

    @transition(state, State.IN_REVIEW, State.NOT_CLOSED, permission=perms.can_refuse_closing,
                custom=step(_("Refuse the closing"), app="review", gate="closing", tone="danger", order=60))  # fmt: skip
    def refuse_closing(self, *, reasons: str) -> None:
        self.closing_reasons = reasons

    @transition(state, State.NOT_CLOSED, State.CONTRACTED, permission=perms.can_retry_closing,
                custom=step(_("Allow another closing review"), app="review", gate="retry", order=62))  # fmt: skip
    def retry_closing(self) -> None:
        self.report_confirmed = ""

    # --- redemption --------------------------------------------------------------------------------------------------

    @transition(state, State.CLOSED, State.REDEMPTION_REQUESTED, permission=perms.can_request_redemption,
                custom=step(_("Request the redemption"), app="funds", gate="redemption", order=64))  # fmt: skip
    def request_redemption(self, *, amount: int) -> None:
        self.claimed_amount = amount

    @transition(state, State.REDEMPTION_REQUESTED, State.CLOSED, permission=perms.can_recall_redemption,
                custom=step(_("Take the request back"), app="funds", tone="plain", order=66))  # fmt: skip
    def recall_redemption(self) -> None:
        self.claimed_amount = None

    @transition(state, State.REDEMPTION_REQUESTED, State.REDEMPTION_REQUESTED, permission=perms.can_confirm_redemption,
                custom=step(_("Confirm the request"), app="funds", order=67))  # fmt: skip
    def confirm_redemption(self, *, amount: int) -> None:
        pass

    @transition(state, State.REDEMPTION_REQUESTED, State.CLOSED, permission=perms.can_return_redemption,
                custom=step(_("Return the request"), app="funds", tone="plain", order=70))  # fmt: skip
    def return_redemption(self, *, redeem_by: date | None) -> None:
        self.claimed_amount, self.redeem_by = None, redeem_by

    @transition(state, State.REDEMPTION_REQUESTED, State.REDEEMED, permission=perms.can_redeem,
                custom=step(_("Redeem the voucher"), app="funds", gate="redemption", order=68))  # fmt: skip
    def redeem(self, *, amount: int, redeemed_by) -> None:
        self.redeemed_amount, self.redeemed_by = amount, redeemed_by

    @transition(state, State.REDEEMED, State.PAID, permission=perms.can_pay,
                custom=step(_("Record the payment"), app="funds", gate="payment", order=72))  # fmt: skip
    def pay(self, *, amount: int, batch: str, paid_on: date, receipt_number: str) -> None:
        self.paid_amount, self.payment_batch, self.paid_on = amount, batch, paid_on

    # --- ends --------------------------------------------------------------------------------------------------------

    @transition(state, BEFORE_AWARD, State.WITHDRAWN, permission=perms.can_withdraw,
                custom=step(_("Withdraw"), app="applications", tone="danger", order=80))  # fmt: skip
    def withdraw(self, *, reason: str) -> None:
        self.end_reason = reason

    @transition(state, list(BEFORE_CONTRACT), State.WITHDRAWN, permission=perms.can_give_up,
                custom=step(_("Give the voucher up"), app="funds", tone="danger", order=82))  # fmt: skip
    def give_up(self, *, reason: str, released: int) -> None:
        self.end_reason = reason

    @transition(state, [State.CONTRACTED, State.CLOSING_SUBMITTED, State.NOT_CLOSED], State.TERMINATED,
                permission=perms.can_terminate,
                custom=step(_("Terminate"), app="funds", tone="danger", order=84))  # fmt: skip
    def terminate(self, *, reason: str, parties_outcome: str, released: int) -> None:
        self.end_reason = reason

    @transition(state, list(FUNDED), State.REVOKED, permission=perms.can_revoke,
                custom=step(_("Revoke"), app="funds", tone="danger", order=86))  # fmt: skip
    def revoke(self, *, reason: str, released: int) -> None:
        self.end_reason = reason

    @transition(state, [*EXPIRES_UNUSED, *EXPIRES_UNREDEEMED], State.EXPIRED, permission=perms.can_expire,
                custom=step(_("Expire"), app="funds", offered=False, order=88))  # fmt: skip
    def expire(self, *, expired_from: str, reason: str, released: int) -> None:
        self.expired_from, self.end_reason = expired_from, reason

    @transition(state, [State.REDEEMED, State.PAID], State.CLAWED_BACK, permission=perms.can_claw_back,
                custom=step(_("Claw back"), app="funds", tone="danger", order=90))  # fmt: skip
    def claw_back(self, *, reason: str, amount: int) -> None:
        self.end_reason = reason

    @transition(state, State.PAID, State.PAID, permission=perms.can_report_credit_note,
                custom=step(_("Report a credit note"), app="funds", tone="plain", order=74))  # fmt: skip
    def report_credit_note(self, *, number: str, corrects: str, amount: int, excess: int) -> None:
        pass

    @transition(state, State.PAID, State.PAID, permission=perms.can_claw_back,
                custom=step(_("Claw a part back"), app="funds", tone="danger", offered=False, order=76))  # fmt: skip
    def claw_back_part(self, *, amount: int, left: int) -> None:
        self.redeemed_amount = left

    @transition(state, State.PAID, State.PAID, permission=perms.can_claw_back,
                custom=step(_("Claim nothing back"), app="funds", tone="plain", offered=False, order=78))  # fmt: skip
    def drop_claw_back(self, *, excess: int) -> None:
        pass

    # --- a start-up team becomes an enterprise -----------------------------------------------------------------------

    @transition(state, UNDER_WAY, GET_STATE(lambda self, **_evidence: self.state, states=UNDER_WAY),
                permission=perms.can_announce_enterprise,
                custom=step(_("Announce the enterprise"), app="applications", offered=False, order=86))  # fmt: skip
    def announce_enterprise(self, *, enterprise: str, uscc: str) -> None:
        pass

    @transition(state, UNDER_WAY, GET_STATE(lambda self, **_evidence: self.state, states=UNDER_WAY),
                permission=perms.can_carry_over,
                custom=step(_("Carry over to the enterprise"), app="applications", tone="plain", order=88))  # fmt: skip
    def carry_over(self, *, former: str, applicant, uscc: str, snapshot: dict) -> None:
        self.applicant, self.snapshot = applicant, snapshot

    # --- counter-steps: a step taken in error is undone with a reason, by another person -----------------------------

    @transition(state, State.APPROVED, State.ENDORSED, permission=perms.can_undo_office_step,
                custom=step(_("Undo the approval"), app="applications", gate="counter", tone="plain", order=91))  # fmt: skip
    def undo_approve(self) -> None:
        self.recommended_amount = self.approved_by = self.proposed_amount = self.proposed_by = None

    @transition(state, State.REJECTED, State.ENDORSED, permission=perms.can_undo_office_step,
                custom=step(_("Undo the rejection"), app="applications", gate="counter", tone="plain", order=92))  # fmt: skip
    def undo_reject(self) -> None:
        self.recommended_amount = self.approved_by = None

    @transition(state, State.DECLINED, State.SUBMITTED, permission=perms.can_undo_decline,
                custom=step(_("Undo the refusal"), app="applications", gate="counter", tone="plain", order=93))  # fmt: skip
    def undo_decline(self) -> None:
        pass

    @transition(state, State.CONTRACTED, State.CONTRACT_SUBMITTED, permission=perms.can_undo_office_step,
                custom=step(_("Undo the clearing"), app="contracts", gate="counter", tone="plain", order=94))  # fmt: skip
    def undo_clear_contract(self) -> None:
        self.determined_amount = self.contract_signed_on = self.new_tech_amount = None
        self.voucher_clause = self.failure_clause = ""

    @transition(state, State.CLOSED, State.IN_REVIEW, permission=perms.can_undo_office_step,
                custom=step(_("Undo the closing"), app="review", gate="counter", tone="plain", order=95))  # fmt: skip
    def undo_close(self) -> None:
        self.accepted_cost, self.closing_reasons = None, ""

    @transition(state, State.NOT_CLOSED, State.IN_REVIEW, permission=perms.can_undo_office_step,
                custom=step(_("Undo the refusal of closing"), app="review", gate="counter", tone="plain", order=96))  # fmt: skip
    def undo_refuse_closing(self) -> None:
        self.closing_reasons = ""

    @transition(state, State.REDEEMED, State.REDEMPTION_REQUESTED, permission=perms.can_undo_office_step,
                custom=step(_("Undo the redemption"), app="funds", gate="counter", tone="plain", order=97))  # fmt: skip
    def undo_redeem(self) -> None:
        self.redeemed_amount = self.redeemed_by = None

    @transition(state, State.EXPIRED,
                GET_STATE(lambda self, **_evidence: self.expired_from, states=[*EXPIRES_UNUSED, *EXPIRES_UNREDEEMED]),
                permission=perms.can_reinstate,
                custom=step(_("Reinstate the expired voucher"), app="funds", gate="counter", tone="plain", order=98))  # fmt: skip
    def reinstate(self, *, use_by: date | None, redeem_by: date | None, amount: int) -> None:
        self.use_by, self.redeem_by, self.end_reason = use_by, redeem_by, ""
