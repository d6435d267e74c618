"""The papers of a contract: the receipt of the signed one."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from applications.models import Project
from applications.papers import PROJECT, ProjectPaper, halves, moment
from papers.registry import Fact, issues
from workflow.models import Event


@issues(PROJECT, "submit_contract")
class ContractReceipt(ProjectPaper):
    kind = "contract_receipt"
    prefix = "RK"
    title = _("Receipt of the contract")
    body = _("Your signed contract for the project “{title}” is received. The voucher office checks it next.")
    roles = (Role.APPLICANT, Role.LABORATORY)

    def facts(self, event: Event, subject: Project) -> list[Fact]:
        return [
            *self.project_facts(subject),
            Fact(_("Voucher"), subject.voucher_number),
            Fact(_("Number of the contract"), event.evidence.get("contract", "")),
            Fact(_("Submitted at"), moment(event)),
            Fact(_("Submitted by"), event.actor.get_short_name()),
            Fact(_("Digest of the contract"), halves(str(event.evidence.get("digest", "")))),
        ]
