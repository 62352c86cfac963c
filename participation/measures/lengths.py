"""How much the parts of a measure hold, in characters; what a document brought in may be longer. No database."""

LONGEST_TEXT = 5000
LONGEST_LINE = 500


def longest(name: str) -> int:
    """Return how many characters somebody may write in this part."""
    return LONGEST_TEXT if name == "text" else LONGEST_LINE
