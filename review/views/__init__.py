"""Pages of closing reports and expert review."""
