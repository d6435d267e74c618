"""Addresses of contracts: each step is the last segment."""

from django.urls import path

from contracts.views import changes, drafting, purchases, readings, steps

app_name = "contracts"
STEPS = [
    steps.submit_contract,
    steps.recall_contract,
    steps.clear_contract,
    steps.return_contract,
    steps.undo_clear_contract,
    changes.request_change,
    changes.add_supplement,
]
urlpatterns = [
    path("projects/<str:reference>/changes/", changes.changes, name="changes"),
    path("projects/<str:reference>/changes/<slug:kind>/decide/", changes.decide_change, name="decide_change"),
    path("projects/<str:reference>/purchases/", purchases.purchase_days, name="purchase_days"),
    path("projects/<str:reference>/contract/", drafting.contract_desk, name="contract_desk"),
    path("projects/<str:reference>/contract/template/", drafting.contract_template, name="contract_template"),
    path("projects/<str:reference>/contract/check/", drafting.check_draft, name="check_draft"),
    path("projects/<str:reference>/readings/<uuid:uuid>/", readings.reading, name="reading"),
    path(
        "projects/<str:reference>/readings/<uuid:uuid>/judge/", readings.judge_reading, name="judge_reading"
    ),
    path("projects/<str:reference>/readings/<uuid:uuid>/forget/", drafting.forget_draft, name="forget_draft"),
    *(path(f"projects/<str:reference>/{view.__name__}/", view, name=view.__name__) for view in STEPS),
]
