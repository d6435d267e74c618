"""A message on a project as its readers see it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.v1.outputs.dossier import DocumentOutput
from applications.models import ProjectMessage


class LetterOutput(serializers.Serializer):
    """One message on a project."""

    uuid = serializers.UUIDField()
    text = serializers.CharField()
    audience = serializers.CharField()
    audience_label = serializers.CharField(source="get_audience_display")
    by = serializers.CharField(source="author.name")
    role = serializers.CharField()
    on_behalf_of = serializers.CharField(source="on_behalf_of.name")
    sent_at = serializers.DateTimeField()
    reply_to = serializers.UUIDField(source="reply_to.uuid", allow_null=True, default=None)
    answer_by = serializers.DateField(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    read = serializers.SerializerMethodField(help_text="Whether the caller has read it, or has written it.")
    documents = serializers.SerializerMethodField()

    def get_read(self, message: ProjectMessage) -> bool:
        return message.author_id == self.context["actor"].user.pk or bool(getattr(message, "is_read", False))

    @extend_schema_field(DocumentOutput(many=True))
    def get_documents(self, message: ProjectMessage) -> Any:
        return DocumentOutput(self.context["files"].get(message.pk, []), many=True).data
