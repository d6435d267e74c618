"""Calls, public notices, money, messages, the audit trail and the caller."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Organisation
from api.idempotency import once
from api.parsers import BoundedJSONParser
from api.throttling import ObjectionThrottle
from api.v1.base import Endpoint, PublicEndpoint, created
from api.v1.filters import LIMIT, NEXT, Filter, paged
from api.v1.inputs.money import ObjectionInput
from api.v1.outputs.rows import (
    AuditOutput,
    BudgetOutput,
    CallOutput,
    EntryOutput,
    MeOutput,
    MessageOutput,
    NoticeOutput,
    ObjectionReceipt,
    OrganisationOutput,
)
from applications.models import Call, Project
from funds import perms
from funds.models import Budget, Entry
from funds.services import file_objection
from notifications.models import Message
from workflow.models import Event

NOTICE_ROW = (
    "pk",
    "reference",
    "title",
    "applicant__name",
    "laboratory__organisation__name",
    "award_amount",
    "notice_from",
    "notice_until",
)
BUDGET_ROW = ("pk", "call__code", "total", "available", "reserved", "committed", "redeemed")
ENTRY_ROW = ("pk", "kind", "source", "target", "amount", "project__reference", "at", "note")
AUDIT_ROW = (
    "pk",
    "subject_label",
    "reference",
    "sequence",
    "transition",
    "source",
    "target",
    "actor__name",
    "role",
    "on_behalf_of__name",
    "note",
    "findings",
    "evidence",
    "at",
    "previous_digest",
    "digest",
)
CALL_ROW = ("pk", "code", "title", "edition__code", "opens_on", "closes_on", "guide")


class Calls(PublicEndpoint):
    """Open calls."""

    @extend_schema(operation_id="calls_list", responses=CallOutput(many=True))
    def get(self, request: Request) -> Response:
        """The calls in which one can apply today, the one that closes next first."""
        return Response(
            CallOutput(Call.objects.open_on(timezone.localdate()).values(*CALL_ROW), many=True).data
        )


class Notices(PublicEndpoint):
    """The public notice of awards to come."""

    refuses_input = True

    @extend_schema(operation_id="notices_list", parameters=[NEXT, LIMIT], responses=paged(NoticeOutput))
    def get(self, request: Request) -> Response:
        """The projects to which anybody may object now."""
        return self.page(Project.objects.on_public_notice().values(*NOTICE_ROW), NoticeOutput)


class NoticeObjections(PublicEndpoint):
    """Objections to one public notice."""

    parser_classes = [BoundedJSONParser, MultiPartParser]
    throttle_classes = [*PublicEndpoint.throttle_classes, ObjectionThrottle]

    @extend_schema(
        operation_id="notices_object",
        request=ObjectionInput,
        responses={201: ObjectionReceipt},
        examples=[OpenApiExample("objection", value=ObjectionInput.example, request_only=True)],
    )
    @once
    def post(self, request: Request, reference: str) -> Response:
        """Objects to an award; it waits until the office has examined the objection."""
        project = get_object_or_404(Project.objects.on_public_notice(), reference=reference)
        objection = file_objection(project, **self.read(ObjectionInput).arguments())
        return created({"reference": objection.reference, "project": project.reference})


class Budgets(Endpoint):
    """The money of every call."""

    refuses_input = True

    @extend_schema(operation_id="budgets_list", parameters=[NEXT, LIMIT], responses=paged(BudgetOutput))
    def get(self, request: Request) -> Response:
        """What stands on each account; for the office, finance and auditors."""
        self.require(perms.can_see_budgets(self.actor), "budgets")
        return self.page(Budget.objects.visible_to(self.actor).values(*BUDGET_ROW), BudgetOutput)


class BudgetEntries(Endpoint):
    """The ledger of one call."""

    refuses_input = True

    @extend_schema(operation_id="budgets_entries", parameters=[NEXT, LIMIT], responses=paged(EntryOutput))
    def get(self, request: Request, code: str) -> Response:
        """Every movement of money, newest first."""
        self.require(perms.can_see_budgets(self.actor), "budgets")
        budget = self.visible(Budget.objects.all(), call__code=code)
        return self.page(Entry.objects.filter(budget=budget).values(*ENTRY_ROW), EntryOutput)


class MessageFilter(Filter):
    """Which messages."""

    unread = serializers.BooleanField(required=False, default=False, help_text="Only those not read yet.")


class Messages(Endpoint):
    """The caller's own messages."""

    refuses_input = True

    @extend_schema(
        operation_id="messages_list", parameters=[MessageFilter, NEXT, LIMIT], responses=paged(MessageOutput)
    )
    def get(self, request: Request) -> Response:
        """The newest first. Reading them here marks nothing as read."""
        rows = Message.objects.of(self.actor.user).for_list()
        asked = MessageFilter.of(request)
        return self.page(rows.unread() if asked.validated_data["unread"] else rows, MessageOutput)


class MessageRead(Endpoint):
    """The mark that a message was read."""

    @extend_schema(operation_id="messages_mark_read", request=None, responses=MessageOutput)
    @once
    def post(self, request: Request, number: int) -> Response:
        """Marks one of the caller's own messages as read; doing it twice changes nothing."""
        own = Message.objects.of(self.actor.user).filter(pk=number)
        own.mark_read()
        return Response(MessageOutput(get_object_or_404(own)).data)


class AuditFilter(Filter):
    """Which events."""

    reference = serializers.CharField(required=False, max_length=40)
    transition = serializers.CharField(required=False, max_length=60)
    since = serializers.DateTimeField(required=False)

    def narrow(self, queryset: QuerySet) -> QuerySet:
        """The queryset under what was asked for."""
        asked = self.validated_data
        same = {name: asked[name] for name in ("reference", "transition") if name in asked}
        queryset = queryset.filter(**same)
        return queryset.filter(at__gte=asked["since"]) if "since" in asked else queryset


class AuditTrail(Endpoint):
    """Every step of every dossier."""

    refuses_input = True

    @extend_schema(
        operation_id="events_list", parameters=[AuditFilter, NEXT, LIMIT], responses=paged(AuditOutput)
    )
    def get(self, request: Request) -> Response:
        """The newest first, with evidence and digests; for those who see everything."""
        self.require(self.actor.sees_everything, "audit")
        return self.page(AuditFilter.of(request).narrow(Event.objects.all()).values(*AUDIT_ROW), AuditOutput)


class Organisations(Endpoint):
    """Parties."""

    refuses_input = True

    @extend_schema(
        operation_id="organisations_list", parameters=[NEXT, LIMIT], responses=paged(OrganisationOutput)
    )
    def get(self, request: Request) -> Response:
        """The caller's own party; the office and auditors read all of them."""
        return self.page(Organisation.objects.visible_to(self.actor), OrganisationOutput)


class Me(Endpoint):
    """The caller."""

    @extend_schema(operation_id="me", responses=MeOutput)
    def get(self, request: Request) -> Response:
        """Which person calls, in which role and for which party."""
        actor = self.actor
        answer = {
            "name": actor.user.get_full_name(),
            "email": actor.user.email,
            "role": actor.role,
            "organisation": actor.organisation,
        }
        return Response(MeOutput(answer).data)
