"""Pages of applicants, institutions and the office around an application."""
