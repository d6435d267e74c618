"""Addresses of contracts: each step is the last segment."""

from django.urls import path

from contracts.views import changes, steps

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
    *(path(f"projects/<str:reference>/{view.__name__}/", view, name=view.__name__) for view in STEPS),
]
