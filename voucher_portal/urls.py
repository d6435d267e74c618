"""Every address of the portal."""

from importlib.util import find_spec

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from funds.views import public as funds_public
from funds.views import vouchers as funds_vouchers
from voucher_portal import gallery
from voucher_portal.pages import audit, check, dashboard, project, public, search
from voucher_portal.pages import help as help_pages
from workflow import views as workflow_views

urlpatterns = [
    path("", public.home, name="home"),
    path("notices/", funds_public.notices, name="public_notices"),
    path("vouchers/check/", funds_vouchers.voucher_check, name="voucher_check"),
    path("v/<str:number>/", funds_vouchers.voucher, name="voucher"),
    path("v/<str:number>/<str:token>/", funds_vouchers.voucher, name="voucher_shared"),
    path("rules/", public.rules, name="policy_pages"),
    path("healthz", public.health, name="health"),
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("help/", help_pages.help_page, name="help"),
    path("check/", check.check, name="check"),
    path("search/", search.search, name="search"),
    path("", include("voucher_portal.statistics.urls")),
    path("audit/", audit.audit, name="audit"),
    path("documents/<uuid:uuid>/", workflow_views.document, name="document"),
    path("projects/<str:reference>/", project.project_page, name="project"),
    path("admin/", admin.site.urls),
    path("account/", include("allauth.urls")),
    path("me/", include("accounts.urls")),
    path("messages/", include("notifications.urls")),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
]
for app in (
    "applications",
    "institutions",
    "labs",
    "contracts",
    "review",
    "funds",
    "matching",
    "papers",
    "desk",
    "risk",
    "api",
):
    if find_spec(f"{app}.urls"):
        prefix = "api/" if app == "api" else ""
        urlpatterns.insert(0, path(prefix, include(f"{app}.urls")))
if settings.GALLERY:
    urlpatterns.append(path("_components/", gallery.gallery, name="gallery"))
    urlpatterns.append(path("_components/<slug:name>/", gallery.page, name="gallery_page"))
