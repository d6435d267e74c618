"""From the approval to the voucher."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from funds import services
from funds.enums import Kind, VoucherStatus
from funds.models import Entry, Voucher
from tests.factories.funds import FACE, YUAN, make_approved, make_call, make_world, reread
from workflow.errors import Blocked, NotPermitted, WrongState
from workflow.models import Event
from workflow.references import is_well_formed

MILLION = 1_000_000 * YUAN


def ledger(project) -> list[tuple]:
    return list(
        Entry.objects.filter(project=project).order_by("pk").values_list("kind", "source", "target", "amount")
    )


def test_award_issues_voucher_and_commits_money(world):
    project = make_approved(world)
    event = services.award(project, actor=world.officer)
    project = reread(project)
    voucher = Voucher.objects.get(project=project)
    assert (project.state, project.award_amount) == ("awarded", FACE)
    assert (voucher.number, voucher.face_amount) == (project.voucher_number, FACE)
    assert voucher.status == VoucherStatus.ISSUED
    assert world.balances() == (MILLION, MILLION - FACE, 0, FACE, 0)
    assert ledger(project) == [
        (Kind.RESERVE, "available", "reserved", FACE),
        (Kind.COMMIT, "reserved", "committed", FACE),
    ]
    assert set(Entry.objects.filter(project=project).values_list("event", "by")) == {
        (event.pk, world.officer.user.pk)
    }
    assert list(services.differences()) == []
