"""The holder decides who sees name and amount beside the public answer; each link and its end is recorded."""

from django.db import transaction
from django.utils import timezone

from accounts.actor import Actor
from applications import perms
from applications.models import Project
from applications.services.lookup import fresh
from funds.models import Voucher, VoucherShare
from workflow.errors import NotPermitted


@transaction.atomic
def share_voucher(project: Project, *, actor: Actor) -> VoucherShare:
    """A link that also shows holder and amount; the live one, if there is one. Raises NotPermitted, Voucher.DoesNotExist."""
    voucher = _own_voucher(project, actor)
    live = VoucherShare.objects.live_of(voucher)
    return live or VoucherShare.objects.create(voucher=voucher, shared_by=actor.user)


@transaction.atomic
def stop_sharing(project: Project, *, actor: Actor) -> None:
    """Ends the live link for good; a new one will have another address. Raises NotPermitted, Voucher.DoesNotExist."""
    voucher = _own_voucher(project, actor)
    live = VoucherShare.objects.live().filter(voucher=voucher)
    live.update(ended_by=actor.user, ended_at=timezone.now())


def _own_voucher(project: Project, actor: Actor) -> Voucher:
    """The voucher of a project the actor holds; the project stays locked, so that two clicks make one link."""
    project = fresh(project)
    if not perms.is_applicant(project, actor):
        raise NotPermitted("share_voucher")
    return Voucher.objects.get(project=project)
