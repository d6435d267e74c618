"""Contracts as people write them, made by our own words: their facts, their manners, and PDF, DOCX and scans of them."""
