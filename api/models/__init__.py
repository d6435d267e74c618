"""Personal tokens and remembered requests."""

from api.models.idempotency import IdempotencyKey
from api.models.token import Token

__all__ = ["IdempotencyKey", "Token"]
