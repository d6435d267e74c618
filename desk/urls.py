"""Addresses of the desk: the list and its parts, then one file."""

from django.urls import path

from desk import bulk_urls
from desk.views import claims, file, queue, saved

app_name = "desk"
urlpatterns = [
    *bulk_urls.urlpatterns,
    path("desk/", queue.queue, name="queue"),
    path("desk/export/", queue.export, name="export"),
    path("desk/habits/", queue.habits, name="habits"),
    path("desk/keys/", queue.keys, name="keys"),
    path("desk/views/", saved.saved_views, name="views"),
    path("desk/views/save/", saved.save_view, name="save_view"),
    path("desk/views/<uuid:uuid>/", saved.change_view, name="change_view"),
    path("desk/<str:reference>/", file.file, name="file"),
    path("desk/<str:reference>/marks/", file.marks, name="marks"),
    path("desk/<str:reference>/documents/<uuid:uuid>/<int:number>.png", file.page, name="page"),
    path("desk/<str:reference>/next/", file.step_aside, {"way": "next"}, name="next"),
    path("desk/<str:reference>/previous/", file.step_aside, {"way": "previous"}, name="previous"),
    path("desk/<str:reference>/take/", claims.take, name="take"),
    path("desk/<str:reference>/release/", claims.release, name="release"),
    path("desk/<str:reference>/keep/", claims.keep, name="keep"),
    path("desk/<str:reference>/hand-over/", claims.hand_over, name="hand_over"),
    path("desk/<str:reference>/take-over/", claims.take_over, name="take_over"),
]
