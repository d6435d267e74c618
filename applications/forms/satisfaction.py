"""Stars and words of an applicant after the closing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import Project, Satisfaction

STARS = [
    ("", _("No answer")),
    (5, _("5 – very satisfied")),
    (4, _("4 – satisfied")),
    (3, _("3 – acceptable")),
    (2, _("2 – dissatisfied")),
    (1, _("1 – very dissatisfied")),
]


class SatisfactionForm(forms.ModelForm):
    """One question for each house that served the project."""

    class Meta:
        model = Satisfaction
        fields = ["laboratory_rating", "institution_rating", "recommender_rating", "words"]
        widgets = {"words": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, project: Project, **kwargs):
        super().__init__(*args, **kwargs)
        laboratory, recommender = project.laboratory, project.recommender
        institution = laboratory.reported_by if laboratory else None
        for name, house in (
            ("laboratory_rating", laboratory),
            ("institution_rating", institution),
            ("recommender_rating", recommender),
        ):
            if house is None:
                del self.fields[name]
                continue
            self.fields[name] = forms.TypedChoiceField(
                label=self.fields[name].label,
                help_text=str(house),
                choices=STARS,
                coerce=int,
                empty_value=None,
                required=False,
            )
