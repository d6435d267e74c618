"""What a laboratory that left the directory asks of the officers who take a project further."""

from datetime import date

from applications.models import Project
from applications.services.lookup import edition_of


def asks_about_delisting(project: Project, day: date) -> bool:
    """Whether an officer must say that the project goes on with a laboratory out of the directory on a day (Q7)."""
    laboratory = project.laboratory
    asks = edition_of(project).typed.delisted_lab_effect == "ask"
    return asks and laboratory is not None and not laboratory.is_listed_on(day)
