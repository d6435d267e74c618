"""The administration looks at the money and never moves it: that is what the steps and the budget pages are for."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin

from accounts.admin import OFFICE, ScopedAdmin
from funds.models import Budget, Entry, Objection, Payment, PaymentBatch, Redemption, Voucher
from workflow.money import plain_yuan


class MoneyAdmin(ScopedAdmin):
    """Rows to look at, for the office and auditors."""

    seen_by = OFFICE
    list_per_page = 50
    show_full_result_count = False


def money(name: str, label: Any) -> Callable[[Any], str]:
    """A column of an amount in 元."""

    @admin.display(description=label, ordering=name)
    def shown(row) -> str:
        return plain_yuan(getattr(row, name))

    shown.__name__ = f"shown_{name}"
    return shown


@admin.register(Budget)
class BudgetAdmin(MoneyAdmin):
    list_display = [
        "call",
        *(
            money(name, Budget._meta.get_field(name).verbose_name)
            for name in ("total", "available", "reserved", "committed", "redeemed")
        ),
    ]
    list_select_related = ["call"]
    search_fields = ["call__code", "call__title"]
    ordering = ["-pk"]


@admin.register(Entry)
class EntryAdmin(MoneyAdmin):
    list_display = [
        "at",
        "kind",
        "project",
        "source",
        "target",
        money("amount", Entry._meta.get_field("amount").verbose_name),
        "by",
    ]
    list_filter = ["kind"]
    list_select_related = ["project", "by"]
    search_fields = ["project__reference"]
    ordering = ["-pk"]


@admin.register(Voucher)
class VoucherAdmin(MoneyAdmin):
    list_display = [
        "number",
        "project",
        money("face_amount", Voucher._meta.get_field("face_amount").verbose_name),
        "issued_on",
        "use_by",
        "redeem_by",
    ]
    list_select_related = ["project"]
    search_fields = ["number", "project__reference"]
    ordering = ["-pk"]


@admin.register(Redemption)
class RedemptionAdmin(MoneyAdmin):
    list_display = [
        "voucher",
        money("amount", Redemption._meta.get_field("amount").verbose_name),
        "payee",
        "requested_at",
        "decided_at",
        "live",
    ]
    list_filter = ["live"]
    list_select_related = ["voucher", "payee"]
    search_fields = ["voucher__number", "voucher__project__reference"]
    exclude = ["account_number"]
    readonly_fields = ["masked_account"]
    ordering = ["-pk"]


@admin.register(PaymentBatch)
class PaymentBatchAdmin(MoneyAdmin):
    list_display = ["number", "created_by", "created_at"]
    list_select_related = ["created_by"]
    search_fields = ["number"]
    ordering = ["-pk"]


@admin.register(Payment)
class PaymentAdmin(MoneyAdmin):
    list_display = [
        "receipt_number",
        "batch",
        money("amount", Payment._meta.get_field("amount").verbose_name),
        "paid_on",
        "paid_by",
    ]
    list_select_related = ["batch", "paid_by"]
    search_fields = ["receipt_number", "batch__number"]
    ordering = ["-pk"]


@admin.register(Objection)
class ObjectionAdmin(MoneyAdmin):
    list_display = ["reference", "project", "state", "created_at", "decided_at"]
    list_filter = ["state"]
    list_select_related = ["project"]
    search_fields = ["reference", "project__reference"]
    ordering = ["-pk"]
