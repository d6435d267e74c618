"""The one door: every step of every dossier passes here and leaves one Event."""
