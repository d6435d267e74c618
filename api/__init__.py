"""REST v1: the same services as the pages, the only package that imports the REST framework."""
