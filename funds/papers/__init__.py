"""The papers of money; both files are found when the portal starts."""

from funds.papers import letters, lists

__all__ = ["letters", "lists"]
