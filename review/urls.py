"""Addresses of closing and review: each step is the last segment."""

from django.urls import path

from review.views import deciding, expert, panel, register, report, steps

app_name = "review"
STEPS = [
    steps.confirm_report,
    steps.submit_closing,
    steps.recall_closing,
    steps.return_closing,
    steps.retry_closing,
    panel.start_review,
    panel.start_assessment,
    panel.replace_expert,
    panel.experts,
    deciding.close,
    deciding.refuse_closing,
    deciding.undo_close,
    deciding.undo_refuse_closing,
    expert.declare,
    expert.decline_invitation,
    expert.opinion,
    expert.sum_up,
    report.report,
]
urlpatterns = [
    path("invitations/", expert.invitations, name="invitations"),
    path("experts/", register.register, name="register"),
    path("experts/new/", register.add, name="add_expert"),
    path("experts/<int:number>/", register.expert, name="expert"),
    path("projects/<str:reference>/opinion/draft/", expert.opinion_draft, name="opinion_draft"),
    path("projects/<str:reference>/report/invoices/new/", report.add_invoice, name="add_invoice"),
    path("projects/<str:reference>/report/invoices/remove/", report.remove_invoice, name="remove_invoice"),
    path("projects/<str:reference>/report/documents/", report.add_document, name="add_document"),
    *(path(f"projects/<str:reference>/{view.__name__}/", view, name=view.__name__) for view in STEPS),
]
