"""Papers: PDF documents that the portal issues, numbered and reproducible from the record."""
