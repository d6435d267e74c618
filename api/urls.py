"""The addresses under /api/: version 1, its documentation, and the page of personal tokens."""

from django.urls import include, path

from api import views

urlpatterns = [
    path("v1/", include("api.v1.urls")),
    path("docs/", views.docs, name="api-docs"),
    path("tokens/", views.tokens, name="api-tokens"),
    path("tokens/<int:number>/revoke/", views.revoke, name="api-token-revoke"),
]
