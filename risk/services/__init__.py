"""Comparing files, saying what came of a signal, and drawing and reporting on-site checks."""

from risk.services.checking import draw, drawn_from, report
from risk.services.looking import look
from risk.services.scanning import scan, scan_due

__all__ = ["draw", "drawn_from", "look", "report", "scan", "scan_due"]
