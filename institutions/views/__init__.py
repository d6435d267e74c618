"""Pages of institutions and of the office about them."""
