"""Which experts the office may choose from: with field, load, and what stands against asking them."""

from dataclasses import dataclass, replace

from django.db.models import Q

from applications.models import Project
from institutions.enums import TechnologyField
from review.facts import known_conflict
from review.models import Expert

MOST_SHOWN = 40
LONGEST_KEY = 19  # digits; a longer number is no key of any row


def is_of_field(expert: Expert, project: Project) -> bool:
    """Whether the expert's field is the one of the project's laboratory; somebody of every field fits none specially."""
    laboratory = project.laboratory
    return bool(laboratory) and expert.field == laboratory.field != TechnologyField.GENERAL


@dataclass(frozen=True)
class ExpertRow:
    """One expert of the register as the picker shows it."""

    expert: Expert
    load: int
    conflict: str
    checked: bool
    asked: bool = False
    same_field: bool = False
    proposed: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether the box cannot be ticked."""
        return bool(self.conflict) or self.asked

    @property
    def suitability(self) -> tuple[bool, bool, int, int, str]:
        """The most suitable first: free of ties, of the project's field, with few open and late opinions."""
        late = self.expert.answered - self.expert.in_time  # type: ignore[attr-defined]
        return (self.is_closed, not self.same_field, self.load, late + self.expert.declined, str(self.expert))  # type: ignore[attr-defined]


class Picker:
    """The register as one project sees it; `asked` are experts who were asked in this round already."""

    def __init__(self, asked: set[int] | None = None, wanted: int = 0):
        self.asked = asked or set()
        self.wanted = wanted

    def rows(self, project: Project, chosen: set[str], words: str) -> list[ExpertRow]:
        """Those who are ticked and those found by the words, free experts first; at most 40 of them."""
        register = Expert.objects.available()
        kept = {int(number) for number in chosen if number.isdecimal() and len(number) < LONGEST_KEY}
        ticked = list(register.filter(pk__in=kept))
        found = list(self._found(register, words).exclude(pk__in=kept)[: 2 * MOST_SHOWN])
        rows = [self._row(expert, project, checked=True) for expert in ticked]
        others = sorted(
            (self._row(expert, project, checked=False) for expert in found), key=lambda row: row.suitability
        )
        missing = 0 if words else max(0, self.wanted - len(rows))
        free = [row for row in others if not row.is_closed][:missing]
        return rows + [replace(row, proposed=row in free) for row in others[:MOST_SHOWN]]

    def _found(self, register, words: str):
        for word in words.split()[:4]:
            register = register.filter(
                Q(user__name__icontains=word)
                | Q(unit__icontains=word)
                | Q(title__icontains=word)
                | Q(field__in=[code for code, label in TechnologyField.choices if word in str(label)])
            )
        return register

    def _row(self, expert: Expert, project: Project, *, checked: bool) -> ExpertRow:
        return ExpertRow(
            expert=expert,
            load=expert.load,
            conflict=known_conflict(expert, project),
            checked=checked,
            asked=expert.pk in self.asked,
            same_field=is_of_field(expert, project),
        )
