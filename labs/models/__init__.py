"""Laboratories with their instruments and services, and the catalogue in which they are found."""

from labs.models.index import CatalogueCard, CatalogueEntry, CatalogueGram, Source
from labs.models.laboratory import Laboratory
from labs.models.offer import Instrument, ServiceItem
from labs.models.synonym import SynonymGroup

__all__ = [
    "CatalogueCard",
    "CatalogueEntry",
    "CatalogueGram",
    "Instrument",
    "Laboratory",
    "ServiceItem",
    "Source",
    "SynonymGroup",
]
