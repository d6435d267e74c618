"""Finding a laboratory by a need in free words; the two engines are hidden behind `workflow.engine`."""

from labs.search.suggestions import suggest

__all__ = ["suggest"]
