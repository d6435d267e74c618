"""Paths about oneself, below /me/."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("act-as/", views.act_as, name="act_as"),
    path("profile/", views.ProfileView.as_view(), name="profile"),
    path("colleagues/", views.MembersView.as_view(), name="members"),
    path("colleagues/end/", views.end_membership, name="end_membership"),
    path("join/<str:token>/", views.join, name="join"),
]
