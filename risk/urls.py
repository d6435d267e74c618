"""Addresses of risk signals and on-site checks."""

from django.urls import path

from risk.views import checks, signals

app_name = "risk"
urlpatterns = [
    path("signals/", signals.signals, name="signals"),
    path("projects/<str:reference>/signals/", signals.project_signals, name="project_signals"),
    path("projects/<str:reference>/signals/compare/", signals.compare, name="compare"),
    path("projects/<str:reference>/signals/<int:number>/", signals.look, name="look"),
    path("site-checks/", checks.checks, name="checks"),
    path("site-checks/draw/", checks.draw, name="draw"),
    path("site-checks/<int:number>/", checks.check, name="check"),
]
