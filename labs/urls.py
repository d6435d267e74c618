"""Addresses of laboratories: the public directory, the data, and each step as the last segment."""

from django.urls import path

from labs.views import (
    catalogue,
    compare,
    invite,
    laboratory,
    lists,
    offers,
    opendata,
    photos,
    steps,
    synonyms,
)

app_name = "labs"
STEPS = [
    steps.submit,
    steps.recall,
    steps.nominate,
    steps.return_nomination,
    steps.admit,
    steps.return_for_correction,
    steps.reject,
    steps.undo_reject,
    steps.reapply,
    steps.request_renewal,
    steps.refuse_renewal,
    steps.renew,
    steps.suspend,
    steps.resume,
    steps.delist,
    steps.undo_delist,
]
urlpatterns = [
    path("laboratories/", catalogue.catalogue, name="catalogue"),
    path("laboratories/compare/", compare.compare, name="compare"),
    path("laboratories/data.csv", opendata.data_csv, name="data_csv"),
    path("laboratories/data.json", opendata.data_json, name="data_json"),
    path("laboratories/synonyms/", synonyms.synonyms, name="synonyms"),
    path("sitemap.xml", opendata.sitemap, name="sitemap"),
    path("robots.txt", opendata.robots, name="robots"),
    path("laboratories/managed/", lists.laboratories, name="laboratories"),
    path("laboratories/register/", lists.register, name="register"),
    path("laboratories/report/", lists.report, name="report"),
    path("laboratories/<str:reference>/", laboratory.laboratory, name="laboratory"),
    path("laboratories/<str:reference>/invite/", invite.invite, name="invite"),
    path("laboratories/<str:reference>/photos/<str:name>", photos.photo, name="photo"),
    path("laboratories/<str:reference>/edit/", laboratory.edit, name="edit"),
    path("laboratories/<str:reference>/documents/", laboratory.documents, name="documents"),
    path("laboratories/<str:reference>/instruments/", offers.instruments, name="instruments"),
    path("laboratories/<str:reference>/services/", offers.service_items, name="services"),
    *(path(f"laboratories/<str:reference>/{view.__name__}/", view, name=view.__name__) for view in STEPS),
]
