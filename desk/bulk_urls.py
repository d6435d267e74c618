"""Addresses of work on many files, and of decisions that wait to be published."""

from django.urls import path

from desk.views import bulk, mailing, pending

urlpatterns = [
    path("desk/bulk/", bulk.batches, name="batches"),
    path("desk/bulk/<str:reference>/", bulk.batch, name="batch"),
    path("desk/bulk/<str:reference>/choose/", bulk.choose, name="batch_choose"),
    path("desk/bulk/<str:reference>/inputs/", bulk.inputs, name="batch_inputs"),
    path("desk/bulk/<str:reference>/confirm/", bulk.confirm, name="batch_confirm"),
    path("desk/bulk/<str:reference>/stop/", bulk.stop, name="batch_stop"),
    path("desk/bulk/<str:reference>/go-on/", bulk.go_on, name="batch_go_on"),
    path("desk/bulk/<str:reference>/progress/", bulk.progress, name="batch_progress"),
    path("desk/bulk/<str:reference>/result.<str:form>", bulk.result, name="batch_result"),
    path("desk/letters/", mailing.letters, name="letters"),
    path("desk/pending/", pending.pending, name="pending"),
    path("desk/pending/<int:number>/withdraw/", pending.withdraw, name="withdraw_pending"),
    path("desk/pending/<int:number>/<slug:kind>.pdf", pending.paper, name="pending_paper"),
    path("projects/<str:reference>/pending/", pending.record, name="record_pending"),
]
