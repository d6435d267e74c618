"""Paths of the inbox, below /messages/."""

from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.InboxView.as_view(), name="inbox"),
    path("read/", views.read, name="read"),
    path("open/", views.open_message, name="open"),
    path("settings/", views.PreferencesView.as_view(), name="preferences"),
]
