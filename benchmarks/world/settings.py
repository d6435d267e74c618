"""The portal's settings with the floors of the measurements among the addresses."""

from voucher_portal.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.world.urls"
