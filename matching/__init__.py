"""Matching: needs of enterprises, proposed laboratories and their answers."""
