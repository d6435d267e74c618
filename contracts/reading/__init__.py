"""Reads a contract off its file: text, fields with page and excerpt. It knows no project, no database and no Django."""
