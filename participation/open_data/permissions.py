"""What is public."""

from participation.concept.models import EditionState, Measure
from participation.measures.standing import PUBLIC_STATES
from participation.workshop.admission import is_invited_only, whole_workshop
from participation.workshop.models import Workshop


def has_public_results(workshop: Workshop) -> bool:
    """Whether a workshop, or the whole that it is a room of, is over, was open to all, and its process published.

    Whoever has the code of another one sees its page of results; nobody is led there (ADR 33).
    """
    whole = whole_workshop(workshop)
    published = whole.process.published_at is not None
    return workshop.is_over and whole.is_over and published and not is_invited_only(workshop)


def is_public(measure: Measure) -> bool:
    """Whether a measure is one of an adopted edition, and adopted itself."""
    return measure.edition.state is EditionState.ADOPTED and measure.state in PUBLIC_STATES
