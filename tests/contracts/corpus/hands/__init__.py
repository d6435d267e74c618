"""The papers of the second hand: those the reader was tuned on, and those it never saw."""
