"""Names of the live channels of a workshop."""


def stage_channel(code: str) -> str:
    """Return the channel on which everybody hears that the stage changed."""
    return f"stage:{code}"


def board_channel(code: str) -> str:
    """Return the channel on which projector and consoles hear that the board changed."""
    return f"board:{code}"
