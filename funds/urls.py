"""Addresses of the money: nouns, and each step as the last segment."""

from django.urls import path

from funds.views import budgets, clawing, public, reconciliation, redemption, runs, steps, vouchers

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
    "confirm_redemption": redemption.confirm_redemption,
    "return_redemption": redemption.return_redemption,
    "redeem": redemption.redeem,
    "undo_redeem": redemption.undo_redeem,
    "pay": redemption.pay,
    "report_credit_note": clawing.report_credit_note,
    "claw_back_part": clawing.claw_back_part,
    "drop_claw_back": clawing.drop_claw_back,
    "claw_back": steps.claw_back,
}
RUN_STEPS = (runs.lock_run, runs.unlock_run, runs.approve_run, runs.settle_run, runs.cancel_run)
urlpatterns = [
    path("notices/<str:reference>/objection/", public.objection, name="objection"),
    path("budgets/", budgets.budgets, name="budgets"),
    path("new-budget/", budgets.open_budget, name="open_budget"),
    path("budgets/<slug:code>/", budgets.budget, name="budget"),
    path("budgets/<slug:code>/change/", budgets.change_budget, name="change_budget"),
    path("budgets/<slug:code>/close/", budgets.close_year, name="close_year"),
    path("reconciliation/", reconciliation.overview, name="reconciliation"),
    path("ledger/", reconciliation.entries, name="entries"),
    path("payments/", budgets.payments, name="payments"),
    path("payments/batches/", budgets.batches, name="batches"),
    path("payments/accounts/<int:number>/", runs.confirm_account, name="confirm_account"),
    path("payments/claw-backs/", clawing.cases, name="claw_back_cases"),
    path("payment-runs/", runs.runs, name="runs"),
    path("payment-runs/new/", runs.draw_up, name="draw_up"),
    path("payment-runs/<str:reference>/", runs.run, name="run"),
    path("payment-runs/<str:reference>/take-out/", runs.take_out, name="take_out"),
    path("payment-runs/<str:reference>/results/", runs.results, name="results"),
    path("payment-runs/<str:reference>/bank.csv", runs.bank_file, {"form": "csv"}, name="bank_csv"),
    path("payment-runs/<str:reference>/bank.xlsx", runs.bank_file, {"form": "xlsx"}, name="bank_xlsx"),
    *(path(f"payment-runs/<str:reference>/{view.__name__}/", view, name=view.__name__) for view in RUN_STEPS),
    path("projects/<str:reference>/voucher/", vouchers.voucher_page, name="voucher_page"),
    path("projects/<str:reference>/voucher.svg", vouchers.voucher_code, name="voucher_code"),
    path("projects/<str:reference>/share_voucher/", vouchers.share_voucher, name="share_voucher"),
    *(path(f"projects/<str:reference>/{name}/", view, name=name) for name, view in STEPS.items()),
]
