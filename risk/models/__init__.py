"""Traits of files, the signals they give, what officers said about them, and on-site checks."""

from risk.models.check import Sample, SiteCheck
from risk.models.signal import Look, Scan, Signal, Trait

__all__ = ["Look", "Sample", "Scan", "Signal", "SiteCheck", "Trait"]
