"""Recommending and professional service institutions: accreditation, training, evaluation."""
