"""Every address of the portal."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("account/", include("allauth.urls")),
    path("me/", include("accounts.urls")),
    path("messages/", include("notifications.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
