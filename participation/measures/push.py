"""Tells the live room that somebody wrote on a canvas: only to those who have it open."""

from participation.kernel.events import listens_to
from participation.live.extension import publish
from participation.measures.channels import canvas_channel
from participation.measures.events import CanvasFilled


@listens_to(CanvasFilled)
def push_canvas(event: CanvasFilled) -> None:
    """Announce the board revision at which the canvas changed."""
    publish(canvas_channel(event.code, event.plan_id), "canvas", event.revision)
