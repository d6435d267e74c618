"""What is written to the others on a project."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from applications.enums import Audience
from applications.models import ProjectMessage
from applications.models.conversation import LONGEST_TEXT
from workflow.errors import Unfit
from workflow.files import ENDINGS, check_upload


class FileInput(forms.FileInput):
    """A control that takes several files at once; by its name, pages give it the area to drop files on."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each looked at like a single one."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        found = data if isinstance(data, (list, tuple)) else [data] if data else []
        uploads = [super(FilesField, self).clean(upload) for upload in found]
        for upload in uploads:
            try:
                check_upload(upload)
            except Unfit as refusal:
                raise forms.ValidationError(refusal.message) from refusal
        return uploads


class MessageForm(forms.Form):
    """One message: its words, who reads it, perhaps files and a day by which it is to be answered.

    An answer goes to the readers of what it answers, so that nobody has to choose them.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    reply = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Message"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )
    audience = forms.ChoiceField(label=_("Who reads it"))
    attachments = FilesField(
        label=_("Attachments"),
        required=False,
        widget=FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    answer_by = forms.DateField(
        label=_("An answer is needed by"),
        required=False,
        help_text=_("Leave it empty when no answer is needed."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, audiences: list[Audience], reply_to: ProjectMessage | None = None, **kwargs):
        kwargs["initial"] = {"key": uuid4(), "reply": reply_to.uuid if reply_to else None} | (
            kwargs.get("initial") or {}
        )
        super().__init__(*args, **kwargs)
        self.fields["attachments"].accept_words = _("PDF, PNG, JPEG, DOCX or XLSX; several at once")
        self.fields["attachments"].limit_words = _("20 MB each")
        if reply_to:
            del self.fields["audience"]
        else:
            self.fields["audience"].choices = [(one.value, one.label) for one in audiences]

    def message(self) -> dict[str, Any]:
        """What the service wants to know."""
        asked = self.cleaned_data
        found = {"text": asked["text"], "uploads": asked["attachments"], "answer_by": asked["answer_by"]}
        return found | {"key": asked["key"], "audience": asked.get("audience") or Audience.EVERYBODY}
