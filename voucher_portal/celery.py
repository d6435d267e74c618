"""The Celery application: the courier between the Event row and its notices."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "voucher_portal.settings")

app = Celery("voucher_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
