"""Pages of the money: public notice, steps that bind and return it, budgets and payments."""

from funds.views.public import notices

__all__ = ["notices"]
