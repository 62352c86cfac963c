"""Names of the live channels of a workshop."""


def stage_channel(code: str) -> str:
    """Return the channel on which everybody hears that the stage changed."""
    return f"stage:{code}"


def board_channel(code: str) -> str:
    """Return the channel on which projector and consoles hear that the board changed."""
    return f"board:{code}"


def device_channel(code: str, participant_id: int) -> str:
    """Return the channel on which one device hears that staff judged a card of its own."""
    return f"device:{code}:{participant_id}"
