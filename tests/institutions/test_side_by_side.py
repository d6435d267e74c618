"""Two people of the office evaluate and publish at the same moment."""

from functools import partial

import pytest

from accounts.enums import Role
from institutions import services
from institutions.models import PerformanceEvaluation
from tests.factories.institutions import make_service_institution
from tests.factories.people import make_actor
from tests.funds.test_concurrency import at_once
from tests.institutions.test_evaluation import YEAR, open_year, rate

pytestmark = [pytest.mark.concurrency, pytest.mark.both, pytest.mark.django_db(transaction=True)]


def test_correction_takes_no_publication_back():
    evaluation, institution = open_year(), make_service_institution()
    rate(institution, evaluation, 80)
    office = make_actor(Role.OFFICER)

    at_once(
        partial(services.publish_evaluations, YEAR, actor=office),
        partial(rate, institution, evaluation, 20),
    )

    result = PerformanceEvaluation.objects.get()
    assert result.published_at is not None
    assert result.score in {80, 20}
