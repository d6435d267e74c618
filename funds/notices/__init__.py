"""What people are told when money is reserved, committed, redeemed, paid or returned."""

from funds.notices import projects, reminders, runs

__all__ = ["projects", "reminders", "runs"]
