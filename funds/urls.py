"""Addresses of the money: nouns, and each step as the last segment."""

from django.urls import path

from funds.views import budgets, public, redemption, steps, vouchers

app_name = "funds"
STEPS = {
    "publish_notice": steps.publish_notice,
    "object": steps.register_objection,
    "dismiss_objection": steps.dismiss_objection,
    "uphold_objection": steps.uphold_objection,
    "award": steps.award,
    "give_up": steps.give_up,
    "terminate": steps.terminate,
    "revoke": steps.revoke,
    "reinstate": steps.reinstate,
    "request_redemption": redemption.request_redemption,
    "recall_redemption": redemption.recall_redemption,
    "return_redemption": redemption.return_redemption,
    "redeem": redemption.redeem,
    "undo_redeem": redemption.undo_redeem,
    "pay": redemption.pay,
    "claw_back": steps.claw_back,
}
urlpatterns = [
    path("notices/<str:reference>/objection/", public.objection, name="objection"),
    path("budgets/", budgets.budgets, name="budgets"),
    path("new-budget/", budgets.open_budget, name="open_budget"),
    path("budgets/<slug:code>/", budgets.budget, name="budget"),
    path("budgets/<slug:code>/change/", budgets.change_budget, name="change_budget"),
    path("payments/", budgets.payments, name="payments"),
    path("projects/<str:reference>/voucher/", vouchers.voucher_page, name="voucher_page"),
    path("projects/<str:reference>/voucher.svg", vouchers.voucher_code, name="voucher_code"),
    path("projects/<str:reference>/share_voucher/", vouchers.share_voucher, name="share_voucher"),
    *(path(f"projects/<str:reference>/{name}/", view, name=name) for name, view in STEPS.items()),
]
