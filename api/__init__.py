"""REST v1, the only package that imports rest_framework."""
