"""The input of a message on a project."""

from rest_framework import serializers

from api.fields import Input
from applications.enums import Audience
from applications.models.conversation import LONGEST_TEXT
from applications.services.conversation import MOST_FILES


class LetterInput(Input):
    """A message: its words, who reads it, perhaps what it answers, by when it is to be answered, and files."""

    text = serializers.CharField(max_length=LONGEST_TEXT)
    audience = serializers.ChoiceField(
        choices=Audience.choices,
        default=Audience.EVERYBODY,
        help_text="An answer goes to the readers of what it answers, whatever stands here.",
    )
    reply_to = serializers.UUIDField(required=False, allow_null=True)
    answer_by = serializers.DateField(required=False, allow_null=True)
    attachments = serializers.ListField(
        child=serializers.FileField(),
        required=False,
        max_length=MOST_FILES,
        help_text="Files, in a request as `multipart/form-data` only.",
    )
    example = {"text": "When can the test begin?", "audience": "everybody", "answer_by": "2026-12-31"}
