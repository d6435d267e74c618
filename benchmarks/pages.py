"""Pages: how many are answered in a second, beside a view that does nothing.

Two gunicorn workers on PostgreSQL and Redis, four people asking at once, each page for some seconds. The floor is an empty
view behind the same middleware; the ratio says what part of its rate a page keeps. The programme is the demonstration,
copied until it has the size; a page that slowed down with the size would show in the two lines that belong together.
"""

from collections.abc import Iterator

from applications.models import Project
from benchmarks import Row
from benchmarks.world.filling import fill, size
from benchmarks.world.web import cookie_of, per_second, served
from voucher_portal.demo.cast import DOMAIN

SIZES = (1_000, 10_000)
UNIT = "requests/s"


def run(say) -> Iterator[Row]:
    """Dashboard, list and project page of an officer, the applicant's dashboard, the statistics."""
    officer, applicant = (cookie_of(f"{name}@{DOMAIN}") for name in ("officer", "applicant"))
    project = Project.objects.filter(state="contracted").order_by("pk")[0]
    pages = {
        "officer's dashboard": ("/dashboard/", officer),
        "officer's list": ("/desk/?tab=all", officer),
        "project page": (project.get_absolute_url(), officer),
        "applicant's dashboard": ("/dashboard/", applicant),
        "public statistics": ("/statistics/", ""),
        "statistics of the office": ("/office/statistics/", officer),
    }
    with served() as port:
        floor = per_second(port, "/_empty/")
        yield Row("empty view", floor, UNIT)
        signed_in = per_second(port, "/_empty/signed-in/", officer)
        yield Row("empty view, signed in", signed_in, UNIT, floor, "empty view")
        for count in map(size, SIZES):
            fill(count)
            for name, (path, cookie) in pages.items():
                say(f"{name}, {count:,} projects")
                rate = per_second(port, path, cookie)
                yield Row(f"{name}, {count:,} projects", rate, UNIT, floor, "empty view")
