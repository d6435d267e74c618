"""The portal's addresses with the gallery, which production leaves out."""

from django.urls import path

from voucher_portal import gallery
from voucher_portal.urls import urlpatterns as portal

urlpatterns = [
    *portal,
    path("_components/", gallery.gallery),
    path("_components/<slug:name>/", gallery.page),
]
