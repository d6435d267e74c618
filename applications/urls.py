"""Addresses of the application: nouns, and each step as the last segment."""

from django.urls import path

from applications.views import (
    autosave,
    conversation,
    drafts,
    lists,
    receipt,
    registration,
    satisfaction,
    steps,
    succession,
    tasks,
)

app_name = "applications"
STEPS = [
    steps.submit,
    steps.recall,
    steps.endorse,
    steps.decline,
    steps.return_for_correction,
    steps.propose_approval,
    steps.approve,
    steps.reject,
    steps.withdraw,
    steps.undo_approve,
    steps.undo_reject,
    steps.undo_decline,
    succession.carry_over,
]
urlpatterns = [
    path("register/", registration.choose, name="register"),
    path("register/enterprise/", registration.enterprise, name="register_enterprise"),
    path("register/team/", registration.team, name="register_team"),
    path("organisation/", registration.organisation, name="organisation"),
    path("organisation/enterprise/", succession.become_enterprise, name="become_enterprise"),
    path("projects/", lists.projects, name="projects"),
    path("projects/new/", drafts.start, name="start"),
    path("projects/<str:reference>/tasks/", tasks.tasks, name="tasks"),
    path("projects/<str:reference>/tasks/<slug:slug>/", tasks.topic, name="topic"),
    path("projects/<str:reference>/tasks/<slug:slug>/autosave/", autosave.autosave, name="autosave"),
    path("projects/<str:reference>/receipt/", receipt.receipt, name="receipt"),
    path("projects/<str:reference>/application.pdf", receipt.paper, name="paper"),
    path("projects/<str:reference>/rating/", satisfaction.rating, name="rating"),
    path("projects/<str:reference>/copy/", drafts.copy, name="copy"),
    path("projects/<str:reference>/edit/", drafts.edit, name="edit"),
    path("projects/<str:reference>/documents/", drafts.documents, name="documents"),
    path("projects/<str:reference>/conversation/", conversation.conversation, name="conversation"),
    path("projects/<str:reference>/conversation/read/", conversation.read, name="conversation_read"),
    path("projects/<str:reference>/conversation/draft/", conversation.draft, name="conversation_draft"),
    path(
        "projects/<str:reference>/conversation/<uuid:uuid>/answered/",
        conversation.answered,
        name="conversation_answered",
    ),
    *(path(f"projects/<str:reference>/{view.__name__}/", view, name=view.__name__) for view in STEPS),
]
