"""Addresses of matching."""

from django.urls import path

from matching.views import funnel, lists, pages, steps, writing

app_name = "matching"
urlpatterns = [
    path("needs/", lists.needs, name="needs"),
    path("needs/table.<str:form>", lists.table, name="table"),
    path("needs/new/", writing.new, name="new"),
    path("needs/funnel/", funnel.page, name="funnel"),
    path("needs/funnel/table.<str:form>", funnel.table, name="funnel_table"),
    path("needs/<str:reference>/", pages.need, name="need"),
    path("needs/<str:reference>/edit/", writing.edit, name="edit"),
    path("needs/<str:reference>/refresh/", pages.refresh, name="refresh"),
    path("needs/<str:reference>/publish_need/", steps.publish_need, name="publish_need"),
    path("needs/<str:reference>/ask_laboratories/", steps.ask_laboratories, name="ask_laboratories"),
    path(
        "needs/<str:reference>/propose_laboratories/", steps.propose_laboratories, name="propose_laboratories"
    ),
    path("needs/<str:reference>/answer_need/", steps.answer_need, name="answer_need"),
    path("needs/<str:reference>/coach/", steps.coach, name="coach"),
    path("needs/<str:reference>/choose_laboratory/", steps.choose_laboratory, name="choose_laboratory"),
    path("needs/<str:reference>/reconsider/", steps.reconsider, name="reconsider"),
    path(
        "needs/<str:reference>/turn_into_application/",
        steps.turn_into_application,
        name="turn_into_application",
    ),
    path("needs/<str:reference>/prolong/", steps.prolong, name="prolong"),
    path("needs/<str:reference>/withdraw/", steps.withdraw, name="withdraw"),
]
