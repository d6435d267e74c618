"""Finds the laboratories that a table speaks of, and tells whose data they are, in few queries."""

from typing import Any

from accounts.actor import Actor
from accounts.spreadsheets import in_chunks
from labs import perms
from labs.models import Laboratory
from labs.search import index

# One for the whole file: the sheets of a book share it.
REGISTER = "labs.register"


def key(code: str | None, name: str) -> tuple[str, str]:
    """The natural key of a laboratory: the code of its legal person, and its name."""
    return "".join((code or "").split()).upper(), " ".join(name.split())


class Register:
    """The laboratories a file may mean, by reference, and by credit code with name."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.by_reference: dict[str, Laboratory] = {}
        self.by_key: dict[tuple[str, str], Laboratory] = {}
        self.by_name: dict[str, list[Laboratory]] = {}
        self.only = self._only()
        self.touched: set[int] = set()

    @classmethod
    def of(cls, actor: Actor, shared: dict[str, Any]) -> "Register":
        if REGISTER not in shared:
            shared[REGISTER] = cls(actor)
        found: Register = shared[REGISTER]
        return found

    def _only(self) -> Laboratory | None:
        """The one laboratory of somebody who keeps just one: rows may leave it out."""
        kept = list(Laboratory.objects.kept_by(self.actor).for_list()[:2])
        return kept[0] if len(kept) == 1 else None

    def read_references(self, references) -> None:
        for chunk in in_chunks(references):
            for laboratory in Laboratory.objects.kept_by(self.actor).filter(reference__in=chunk).for_list():
                self.add(laboratory)

    def read_names(self, names) -> None:
        """Laboratories of these names, also those of others: they must not be entered twice."""
        for chunk in in_chunks(names):
            for laboratory in Laboratory.objects.filter(organisation__name__in=chunk).for_list():
                self.add(laboratory)

    def add(self, laboratory: Laboratory) -> None:
        """Makes a laboratory known, also a new one of this file that later sheets may name."""
        if laboratory.reference:
            self.by_reference[laboratory.reference] = laboratory
        for code in {laboratory.organisation.uscc, laboratory.host_uscc} - {None, ""}:
            self.by_key[key(code, laboratory.name)] = laboratory
        named = self.by_name.setdefault(key("", laboratory.name)[1], [])
        if all(other is not laboratory and other.pk != laboratory.pk for other in named if other.pk):
            named.append(laboratory)

    def refresh(self) -> None:
        """Brings the searched words of everything that was written up to date, once for all sheets."""
        index.refresh(self.touched)
        self.touched = set()

    def is_kept(self, laboratory: Laboratory) -> bool:
        return perms.is_keeper(laboratory, self.actor)

    def kept_named(self, name: str) -> list[Laboratory]:
        """The actor's own laboratories of a name."""
        return [lab for lab in self.by_name.get(key("", name)[1], []) if self.is_kept(lab)]
