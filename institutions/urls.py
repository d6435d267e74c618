"""Addresses of institutions: nouns, and each step as the last segment."""

from django.urls import path

from institutions.views import centres, dossier, evaluation, lists, registration, roster, steps, work

app_name = "institutions"
STEPS = [
    steps.submit,
    steps.recall,
    steps.approve,
    steps.return_for_correction,
    steps.reject,
    steps.undo_reject,
    steps.reapply,
    steps.suspend,
    steps.resume,
    steps.end,
    steps.request_renewal,
    steps.renew,
    steps.refuse_renewal,
    steps.recognise,
]
urlpatterns = [
    path("institutions/", lists.dossiers, name="dossiers"),
    path("institutions/directory/", lists.directory, name="directory"),
    path("institutions/service-directory/", centres.service_directory, name="service_directory"),
    path("institutions/centres/", centres.centres, name="centres"),
    path("institutions/centres/add/", centres.add, name="add_centre"),
    path("institutions/evaluations/", evaluation.evaluations, name="evaluations"),
    path(
        "institutions/evaluations/<int:year>/indicators/",
        evaluation.evaluation_round,
        name="evaluation_round",
    ),
    path(
        "institutions/evaluations/<int:year>/publish/",
        evaluation.publish_evaluations,
        name="publish_evaluations",
    ),
    path("institutions/register/", registration.choose, name="register"),
    path("institutions/register/recommending/", registration.recommending, name="register_recommending"),
    path("institutions/register/service/", registration.service, name="register_service"),
    path("institutions/<str:reference>/", dossier.dossier, name="dossier"),
    path("institutions/<str:reference>/edit/", dossier.edit, name="edit"),
    path("institutions/<str:reference>/centre/", centres.edit, name="edit_centre"),
    path("institutions/<str:reference>/people/", centres.people, name="centre_people"),
    path("institutions/<str:reference>/documents/", dossier.documents, name="documents"),
    path("institutions/<str:reference>/enterprises/", roster.enterprises, name="enterprises"),
    path("institutions/<str:reference>/enterprises/<str:uscc>/", roster.enterprise, name="enterprise"),
    path("institutions/<str:reference>/events/", roster.events, name="events"),
    path("institutions/<str:reference>/trainings/", roster.train, name="train"),
    path("institutions/<str:reference>/events/<int:number>/", work.event, name="event"),
    path("institutions/<str:reference>/coaching/", work.coaching, name="coaching"),
    path("institutions/<str:reference>/self-reports/<int:year>/", evaluation.self_report, name="self_report"),
    path("institutions/<str:reference>/evaluations/", evaluation.evaluate, name="evaluate"),
    *(path(f"institutions/<str:reference>/{view.__name__}/", view, name=view.__name__) for view in STEPS),
]
