"""The addresses under /api/v1/: nouns, and each step as the last segment."""

from django.urls import path, register_converter

from api.v1.transitions import INSTITUTION, LABORATORY, NEED, PROJECT
from api.v1.views import (
    catalogue,
    conversation,
    institutions,
    needs,
    policy,
    projects,
    registers,
    review,
    steps,
    unknown,
    work,
)


class ReferenceConverter:
    """A public reference: letters, digits and dashes."""

    regex = "[A-Za-z0-9-]{3,20}"

    def to_python(self, value: str) -> str:
        return value.upper()

    def to_url(self, value: str) -> str:
        return value


class NumberConverter:
    """A number that a database can hold."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(ReferenceConverter, "reference")
register_converter(NumberConverter, "number")


def steps_of(noun: str, plural: str, view, table) -> list:
    """One address per step of a machine."""
    return [
        path(
            f"{plural}/<reference:reference>/{name}/",
            view.as_view(name=name, step=step),
            name=f"{noun}_{name}",
        )
        for name, step in table.items()
    ]


app_name = "v1"
PROJECT_ROOT = "projects/<reference:reference>/"
INSTITUTION_ROOT = "institutions/<reference:reference>/"
urlpatterns = [
    path("me/", registers.Me.as_view(), name="me"),
    path("organisations/", registers.Organisations.as_view(), name="organisations"),
    path("calls/", registers.Calls.as_view(), name="calls"),
    path("laboratories/", catalogue.Laboratories.as_view(), name="laboratories"),
    path("laboratories/<reference:reference>/", catalogue.LaboratoryDetail.as_view(), name="laboratory"),
    *steps_of("laboratory", "laboratories", steps.LaboratoryStep, LABORATORY),
    path("institutions/", catalogue.Institutions.as_view(), name="institutions"),
    path("institutions/<reference:reference>/", catalogue.InstitutionDetail.as_view(), name="institution"),
    path(
        f"{INSTITUTION_ROOT}enterprises/",
        institutions.InstitutionEnterprises.as_view(),
        name="institution_enterprises",
    ),
    path(
        f"{INSTITUTION_ROOT}enterprises/<slug:code>/",
        institutions.InstitutionEnterprise.as_view(),
        name="institution_deeds",
    ),
    path(
        f"{INSTITUTION_ROOT}voucher-events/",
        institutions.InstitutionVoucherEvents.as_view(),
        name="institution_voucher_events",
    ),
    path(
        f"{INSTITUTION_ROOT}coaching/",
        institutions.InstitutionCoaching.as_view(),
        name="institution_coaching",
    ),
    path(
        f"{INSTITUTION_ROOT}trainings/",
        institutions.InstitutionTrainings.as_view(),
        name="institution_trainings",
    ),
    path(
        f"{INSTITUTION_ROOT}evaluations/",
        institutions.InstitutionEvaluations.as_view(),
        name="institution_evaluations",
    ),
    path(
        f"{INSTITUTION_ROOT}self-reports/",
        institutions.InstitutionSelfReports.as_view(),
        name="institution_self_reports",
    ),
    *steps_of("institution", "institutions", steps.InstitutionStep, INSTITUTION),
    path("evaluations/", institutions.Evaluations.as_view(), name="evaluations"),
    path("evaluation-rounds/", institutions.EvaluationRounds.as_view(), name="evaluation_rounds"),
    path("service-institutions/", institutions.ServiceInstitutions.as_view(), name="service_institutions"),
    path("needs/", needs.Needs.as_view(), name="needs"),
    path("needs/<reference:reference>/", needs.NeedDetail.as_view(), name="need"),
    *steps_of("need", "needs", needs.NeedStep, NEED),
    path("projects/", projects.Projects.as_view(), name="projects"),
    path(PROJECT_ROOT, projects.ProjectDetail.as_view(), name="project"),
    path(f"{PROJECT_ROOT}purchases/", projects.ProjectPurchases.as_view(), name="project_purchases"),
    path(f"{PROJECT_ROOT}documents/", projects.ProjectDocuments.as_view(), name="project_documents"),
    path(
        f"{PROJECT_ROOT}conversation/",
        conversation.ProjectConversation.as_view(),
        name="project_conversation",
    ),
    path(
        f"{PROJECT_ROOT}conversation/read/",
        conversation.ConversationRead.as_view(),
        name="project_conversation_read",
    ),
    path(
        f"{PROJECT_ROOT}conversation/<uuid:uuid>/answered/",
        conversation.ConversationAnswered.as_view(),
        name="project_conversation_answered",
    ),
    path(f"{PROJECT_ROOT}assessment/", review.ProjectAssessment.as_view(), name="project_assessment"),
    path(f"{PROJECT_ROOT}changes/", work.ProjectChanges.as_view(), name="project_changes"),
    path(f"{PROJECT_ROOT}closing-report/", work.ProjectReport.as_view(), name="project_report"),
    path(f"{PROJECT_ROOT}invoices/", work.ProjectInvoices.as_view(), name="project_invoices"),
    path(
        f"{PROJECT_ROOT}invoices/<number:number>/",
        work.ProjectInvoice.as_view(),
        name="project_invoice",
    ),
    *steps_of("project", "projects", steps.ProjectStep, PROJECT),
    path("documents/<uuid:uuid>/", projects.DocumentFile.as_view(), name="document"),
    path("changes/<number:number>/decision/", work.ChangeDecisions.as_view(), name="change_decision"),
    path("experts/", review.Experts.as_view(), name="experts"),
    path("assignments/", review.Assignments.as_view(), name="assignments"),
    path("assignments/<number:number>/", review.AssignmentDetail.as_view(), name="assignment"),
    path("assignments/<number:number>/declare/", review.AssignmentDeclaration.as_view(), name="declare"),
    path("assignments/<number:number>/decline/", review.AssignmentRefusal.as_view(), name="decline"),
    path("assignments/<number:number>/opinion/", review.AssignmentOpinion.as_view(), name="opinion"),
    path("assignments/<number:number>/replace/", review.AssignmentReplacement.as_view(), name="replace"),
    path("notices/", registers.Notices.as_view(), name="notices"),
    path(
        "notices/<reference:reference>/objections/",
        registers.NoticeObjections.as_view(),
        name="notice_objections",
    ),
    path("budgets/", registers.Budgets.as_view(), name="budgets"),
    path("budgets/<slug:code>/entries/", registers.BudgetEntries.as_view(), name="budget_entries"),
    path("messages/", registers.Messages.as_view(), name="messages"),
    path("messages/<number:number>/read/", registers.MessageRead.as_view(), name="message_read"),
    path("events/", registers.AuditTrail.as_view(), name="events"),
    path("policy/editions/", policy.Editions.as_view(), name="editions"),
    path("policy/editions/<slug:code>/", policy.EditionRead.as_view(), name="edition"),
    path("policy/chapters/", policy.Chapters.as_view(), name="chapters"),
    path("policy/chapters/<slug:chapter>/schema/", policy.ChapterSchema.as_view(), name="chapter_schema"),
    path(
        "policy/chapters/<slug:chapter>/evaluate/",
        policy.ChapterEvaluation.as_view(),
        name="chapter_evaluate",
    ),
    path("schema/", unknown.Schema.as_view(), name="schema"),
    path("<path:anything>/", unknown.Unknown.as_view(), name="unknown"),
]
