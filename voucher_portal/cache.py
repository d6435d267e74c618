"""Redis as a cache that the portal can do without: while it is away, every question is a miss."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import ConnectionError as Away
from redis.exceptions import TimeoutError as TooSlow

logger = logging.getLogger(__name__)


class DispensableRedisCache(RedisCache):
    """Sessions come from the database then, and rate limits rest: people go on working, nothing is lost."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = DispensableClient


def _without(ask: Callable[[], Any], otherwise: Any) -> Any:
    try:
        return ask()
    except (Away, TooSlow) as error:
        logger.warning("The cache is away: %s", error)
        return otherwise


class DispensableClient(RedisCacheClient):
    """Django's own client, with an answer for the time in which Redis gives none."""

    def add(self, key: str, value: Any, timeout: Any) -> bool:
        """True without Redis: who waits for a lock must not wait for ever."""
        return _without(lambda: super(DispensableClient, self).add(key, value, timeout), True)

    def get(self, key: str, default: Any) -> Any:
        return _without(lambda: super(DispensableClient, self).get(key, default), default)

    def set(self, key: str, value: Any, timeout: Any) -> None:
        _without(lambda: super(DispensableClient, self).set(key, value, timeout), None)

    def touch(self, key: str, timeout: Any) -> bool:
        return _without(lambda: super(DispensableClient, self).touch(key, timeout), False)

    def delete(self, key: str) -> bool:
        return _without(lambda: super(DispensableClient, self).delete(key), False)

    def get_many(self, keys: Iterable[str]) -> dict[str, Any]:
        return _without(lambda: super(DispensableClient, self).get_many(keys), {})

    def has_key(self, key: str) -> bool:
        return _without(lambda: super(DispensableClient, self).has_key(key), False)

    def incr(self, key: str, delta: int) -> int:
        return _without(lambda: super(DispensableClient, self).incr(key, delta), delta)

    def set_many(self, data: Any, timeout: Any) -> None:
        _without(lambda: super(DispensableClient, self).set_many(data, timeout), None)

    def delete_many(self, keys: Iterable[str]) -> None:
        _without(lambda: super(DispensableClient, self).delete_many(keys), None)

    def clear(self) -> bool:
        return _without(lambda: super(DispensableClient, self).clear(), False)
