"""A voucher that falls by a change of the contract gives the difference back to its call."""

from applications.models import Project
from applications.services.lowering import keeps_money
from funds.enums import Account, Kind
from funds.models import Budget
from funds.services.ledger import movement, post
from workflow.models import Event


@keeps_money
def give_back(project: Project, amount: int, event: Event) -> None:
    """Moves the difference (fen) from committed to available. Raises Unfit when less is committed."""
    budget = Budget.objects.of_call(project.call_id)
    entry = movement(Kind.RELEASE, Account.COMMITTED, Account.AVAILABLE, amount, project=project, event=event)
    post(budget, entry)
