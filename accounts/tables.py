"""The administration's pages for tables: a template to fill in, the upload, its report, and the way out."""

from io import BytesIO
from typing import Any
from uuid import UUID

import xlsxwriter
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.admin import ExportMixin
from import_export.formats import base_formats
from simple_history.admin import SimpleHistoryAdmin

from accounts import exports
from accounts.admin import ScopedAdmin
from accounts.enums import ImportStage
from accounts.formulas import inert
from accounts.models import TableImport
from accounts.spreadsheets import Book, TableRefused, jobs, template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 300
EXPORTED_AT_ONCE = 2000


class HistoryOfVisible(SimpleHistoryAdmin):
    """The history of a row is as visible as the row itself."""

    def has_view_history_or_change_history_permission(self, request, obj=None) -> bool:
        return obj is not None and self.get_queryset(request).filter(pk=obj.pk).exists()


class UploadForm(forms.Form):
    """A table from the person's own machine."""

    file = forms.FileField(
        label=gettext_lazy("Table (.xlsx or .csv)"), widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"})
    )


class ExportForm(forms.Form):
    """In which kind of file a table leaves."""

    format = forms.ChoiceField(
        label=gettext_lazy("File"),
        choices=[("xlsx", "XLSX"), ("csv", "CSV (UTF-8)")],
        widget=forms.RadioSelect,
    )


class ScopedTableAdmin(ExportMixin, ScopedAdmin):
    """A scoped list with tables in and out (XLSX, CSV); imports stay within the actor's own rows."""

    book: Book
    formats = [base_formats.XLSX, base_formats.CSV]
    import_export_change_list_template = "admin/tables/change_list.html"

    def get_urls(self) -> list:
        """Pages of imports and of the export, beside those of the list."""
        view, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        pages = [
            path("import/", view(self.import_page), name=f"{name}_import"),
            path("import/template/", view(self.template_page), name=f"{name}_import_template"),
            path("import/<uuid:uuid>/", view(self.report_page), name=f"{name}_import_report"),
            path("import/<uuid:uuid>/problems/", view(self.problems_page), name=f"{name}_import_problems"),
            path("export/", view(self.export_page), name=f"{name}_export"),
        ]
        return pages + super().get_urls()

    def address(self, page: str, *args: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.book.may_import(request.actor)  # type: ignore[attr-defined]

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def changelist_view(self, request: HttpRequest, extra_context=None):
        tools = {"has_import_permission": self.has_import_permission(request), "has_export_permission": True}
        return super().changelist_view(request, (extra_context or {}) | tools)

    def page(self, request: HttpRequest, name: str, status: int = 200, **context: Any) -> TemplateResponse:
        common = self.admin_site.each_context(request) | {"opts": self.opts}
        answer = TemplateResponse(request, f"admin/tables/{name}.html", common | context, status=status)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def import_page(self, request: HttpRequest) -> HttpResponse:
        """What the table must look like, and the upload."""
        self._require_import(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                job = jobs.begin(self.book.code, form.cleaned_data["file"], actor=request.actor)  # type: ignore[attr-defined]
            except TableRefused as refusal:
                form.add_error("file", str(refusal))
            else:
                return redirect(self.address("import_report", job.uuid))
        recent = TableImport.objects.visible_to(request.actor).filter(book=self.book.code)  # type: ignore[attr-defined]
        context = {
            "title": _("Import: %(name)s") % {"name": self.opts.verbose_name_plural},
            "form": form,
            "tables": template.explained(self.book),
            "template_url": self.address("import_template"),
            "recent": [
                {"job": job, "url": self.address("import_report", job.uuid)}
                for job in recent.order_by("-pk")[:5]
            ],
        }
        return self.page(request, "import", 422 if form.errors else 200, **context)

    def template_page(self, request: HttpRequest) -> HttpResponse:
        """An empty table, in the language that is asked for."""
        self._require_import(request)
        language = request.GET.get("language", "")
        known = language in {"zh-hans", "en"}
        with translation.override(language if known else translation.get_language()):
            if request.GET.get("format") == "csv":
                return _download(
                    template.as_csv(self.book.resources[0]), "text/csv", f"{self.opts.model_name}.csv"
                )
            return _download(template.as_xlsx(self.book), XLSX, f"{self.opts.model_name}.xlsx")

    def report_page(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """How far a table has come: progress, what is wrong, or what would change; its button takes it in."""
        job = self._job(request, uuid)
        if request.method == "POST":
            return self._answer(request, job)
        report = job.report or {}
        context = {
            "title": _("Import: %(name)s") % {"name": job.original_name},
            "job": job,
            "report": report,
            "problems": report.get("problems", [])[:SHOWN],
            "shown": SHOWN,
            "done": min(jobs.progress(job), job.rows),
            "stages": ImportStage,
            "start_url": self.address("import"),
            "list_url": self.address("changelist"),
            "problems_url": self.address("import_problems", job.uuid),
        }
        return self.page(request, "report", **context)

    def _answer(self, request: HttpRequest, job: TableImport) -> HttpResponse:
        self._require_import(request)
        if "discard" in request.POST:
            jobs.discard(job)
            messages.info(request, _("“%(name)s” was not imported.") % {"name": job.original_name})
            return redirect(self.address("import"))
        if not jobs.confirm(job):
            messages.warning(request, _("This table was confirmed already, or is not ready."))
        return redirect(self.address("import_report", job.uuid))

    def problems_page(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """The whole report as a table to work through."""
        job = self._job(request, uuid)
        headings = [_("Sheet"), _("Row"), _("Column"), _("Heading"), _("Value"), _("Reason"), _("What to do")]
        names = ["sheet", "row", "column", "heading", "value", "reason", "advice"]
        rows = [[problem[name] for name in names] for problem in job.report.get("problems", [])]
        return _download(workbook(headings, rows), XLSX, "problems.xlsx")

    def export_page(self, request: HttpRequest) -> HttpResponse:
        """The rows of the list as it is filtered, in the reader's language; who took how many is recorded."""
        form = ExportForm(request.POST or None, initial={"format": "xlsx"})
        queryset = self.get_export_queryset(request)
        if request.method == "POST" and form.is_valid():
            return self._exported(request, queryset, form.cleaned_data["format"])
        context = {
            "title": _("Export: %(name)s") % {"name": self.opts.verbose_name_plural},
            "form": form,
            "columns": self.book.resources[0].columns(),
        }
        return self.page(request, "export", 422 if form.errors else 200, **context)

    def _exported(self, request: HttpRequest, queryset: Any, kind: str) -> HttpResponse:
        """The file, and the record of it."""
        actor = request.actor  # type: ignore[attr-defined]
        resource = self.book.resources[0](actor=actor)
        rows = exports.Counted(
            resource.export_resource(row) for row in queryset.iterator(chunk_size=EXPORTED_AT_ONCE)
        )
        headings, name = (
            resource.get_export_headers(),
            f"{self.opts.model_name}-{timezone.localdate():%Y-%m-%d}",
        )
        if kind == "xlsx":
            answer = _download(workbook(headings, rows), XLSX, f"{name}.xlsx")
        else:
            answer = _download(template.csv_bytes(headings, rows), "text/csv", f"{name}.csv")
        query = f"{self.address('changelist')}?{request.GET.urlencode()}".rstrip("?")
        exports.record(actor, form=kind, query=query, columns=resource.get_export_order(), rows=rows.count)
        return answer

    def get_export_resource_classes(self, request: HttpRequest) -> list:
        return list(self.book.resources[:1])

    def _require_import(self, request: HttpRequest) -> None:
        if not self.has_import_permission(request):
            raise PermissionDenied

    def _job(self, request: HttpRequest, uuid: UUID) -> TableImport:
        """A table that this person sent in this role; any other one does not exist."""
        if not self.has_view_permission(request):
            raise Http404
        own = TableImport.objects.visible_to(request.actor).filter(book=self.book.code)  # type: ignore[attr-defined]
        return get_object_or_404(own, uuid=uuid)


def workbook(headings: list[str], rows) -> bytes:
    """Rows as a workbook, written line by line; text stays text."""
    stream = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    sheet.write_row(0, 0, headings, bold)
    for number, row in enumerate(rows, 1):
        for index, value in enumerate(row):
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                sheet.write_number(number, index, value)
            else:
                sheet.write_string(number, index, "" if value is None else inert(str(value)))
    book.close()
    return stream.getvalue()


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=content_type, headers=headers)
