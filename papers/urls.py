"""Addresses of papers: by step, by record, the register, the words."""

from django.urls import path

from papers.views import download, register, templates

app_name = "papers"
urlpatterns = [
    path("papers/", register.register, name="register"),
    path("papers/templates/", templates.templates, name="templates"),
    path("papers/templates/<slug:kind>/<str:language>/", templates.template, name="template"),
    path("papers/register/<str:number>/<str:language>/", register.issued, name="issued"),
    path("papers/lists/<slug:kind>/<path:key>/", download.listing, name="listing"),
    path("papers/<str:reference>/<int:sequence>/<slug:kind>/", download.paper, name="paper"),
]
