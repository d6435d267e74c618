"""How gunicorn serves the portal: `gunicorn -c deploy/gunicorn.conf.py voucher_portal.wsgi`."""

import os
from pathlib import Path

# The proxy in front speaks to this address; nobody else can reach it.
bind = os.environ.get("PORTAL_BIND", "127.0.0.1:8000")

# One sync worker per core: pages are bound by processor time, and threads only made them slower (docs/adr/0002).
worker_class = "sync"
workers = int(os.environ.get("WEB_CONCURRENCY", os.cpu_count() or 2))

# A page that takes a minute is stuck: the database gives up after PORTAL_STATEMENT_TIMEOUT_MS (30 s) already.
timeout = 60
graceful_timeout = 30

# Renew the workers now and then, not all at once; heartbeats in memory, so that a slow disk kills nobody.
max_requests = 5000
max_requests_jitter = 500
if Path("/dev/shm").is_dir():  # noqa: S108 (a directory of gunicorn's own is made below it)
    worker_tmp_dir = "/dev/shm"  # noqa: S108

accesslog = "-"
errorlog = "-"
access_log_format = "%(h)s %(m)s %(U)s %(s)s %(b)s %(M)sms"  # no query strings: they may hold names
control_socket_disable = True
