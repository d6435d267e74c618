"""Pages of risk signals and of on-site checks."""
