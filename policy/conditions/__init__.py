"""Conditions that more than one chapter asks; a rule gives them a number and a clause."""
