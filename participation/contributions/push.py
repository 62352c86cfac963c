"""Tells a device what staff has decided about a card of its own: hidden, shown, let through, redacted."""

from participation.contributions.events import CardJudged
from participation.kernel.events import listens_to
from participation.live.extension import publish
from participation.workshop.channels import device_channel


@listens_to(CardJudged)
def push_judgement(event: CardJudged) -> None:
    """Announce it to the author's device alone."""
    publish(device_channel(event.code, event.participant_id), "own", event.revision)
