"""What every page knows: navigation, roles to switch between, unread messages."""

from django.http import HttpRequest


def portal(request: HttpRequest) -> dict:
    return {}
