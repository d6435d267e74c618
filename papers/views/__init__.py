"""Pages of papers: download, register, templates."""
