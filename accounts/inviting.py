"""Sends the letter of an invitation and tells whoever asked for it what became of it."""

import logging
from collections.abc import Callable
from smtplib import SMTPException

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


def send_invitation(request: HttpRequest, email: str, invite: Callable[..., None]) -> bool:
    """Calls `invite(actor=…, email=…)`, which sends the letter; false, with the reason said, when it could not be sent.

    Limited by the rate `invite`. Raises what the invitation itself refuses.
    """
    if not consume(request, action="invite"):
        words = _("You have sent many invitations. Wait an hour before you send the next one.")
        messages.error(request, words)
        return False
    try:
        invite(actor=request.actor, email=email)  # type: ignore[attr-defined]
    except (OSError, SMTPException) as error:
        logger.warning("An invitation could not be sent: %s", error)
        messages.error(request, _("The letter could not be sent now. Try again in a few minutes."))
        return False
    messages.info(request, _("An invitation is on its way to %(email)s.") % {"email": email})
    return True
