"""Naming an edition: by its number, or as the newest, the adopted one, the draft."""

from __future__ import annotations

from participation.concept.editions.errors import NoSuchEdition
from participation.concept.models import Concept, Edition
from participation.concept.queries import newest_edition


def choose_edition(concept: Concept, wanted: str) -> Edition:
    """Return the edition that ``wanted`` names: "newest", "adopted", "draft" or the number of one of the concept's.

    Raises ``NoSuchEdition``, and ``EditionUnknown`` for a concept without any.
    """
    if wanted == "newest":
        return newest_edition(concept)
    for edition in reversed(concept.editions):
        if wanted in {str(edition.id), edition.state.value} and wanted != "superseded":
            return edition
    raise NoSuchEdition
