"""Which experts the office may choose from: with field, load, and what stands against asking them."""

from dataclasses import dataclass

from django.db.models import Q

from applications.models import Project
from review.facts import known_conflict
from review.models import Expert

MOST_SHOWN = 40
LONGEST_KEY = 19  # digits; a longer number is no key of any row


@dataclass(frozen=True)
class ExpertRow:
    """One expert of the register as the picker shows it."""

    expert: Expert
    load: int
    conflict: str
    checked: bool
    asked: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether the box cannot be ticked."""
        return bool(self.conflict) or self.asked


class Picker:
    """The register as one project sees it; `asked` are experts who were asked in this round already."""

    def __init__(self, asked: set[int] | None = None):
        self.asked = asked or set()

    def rows(self, project: Project, chosen: set[str], words: str) -> list[ExpertRow]:
        """Those who are ticked and those found by the words, free experts first; at most 40 of them."""
        register = Expert.objects.available()
        kept = {int(number) for number in chosen if number.isdecimal() and len(number) < LONGEST_KEY}
        ticked = list(register.filter(pk__in=kept))
        found = list(self._found(register, words).exclude(pk__in=kept)[: 2 * MOST_SHOWN])
        rows = [self._row(expert, project, checked=True) for expert in ticked]
        others = [self._row(expert, project, checked=False) for expert in found]
        return rows + sorted(others, key=lambda row: (row.is_closed, row.load))[:MOST_SHOWN]

    def _found(self, register, words: str):
        for word in words.split()[:4]:
            register = register.filter(
                Q(user__name__icontains=word) | Q(unit__icontains=word) | Q(title__icontains=word)
            )
        return register

    def _row(self, expert: Expert, project: Project, *, checked: bool) -> ExpertRow:
        return ExpertRow(
            expert=expert,
            load=expert.load,
            conflict=known_conflict(expert, project),
            checked=checked,
            asked=expert.pk in self.asked,
        )
