"""Names of the live channels of the tables."""


def canvas_channel(code: str, plan_id: int) -> str:
    """Return the channel on which those who write at a plan hear that somebody else wrote there."""
    return f"canvas:{code}:{plan_id}"
