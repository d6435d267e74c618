"""Addresses of the statistics."""

from django.urls import path

from voucher_portal.statistics import views

urlpatterns = [
    path("statistics/", views.statistics, name="statistics"),
    path("statistics/<slug:name>.<slug:form>", views.statistics_export, name="statistics_export"),
    path("office/statistics/", views.office_statistics, name="office_statistics"),
    path(
        "office/statistics/<slug:name>.<slug:form>",
        views.office_statistics_export,
        name="office_statistics_export",
    ),
]
