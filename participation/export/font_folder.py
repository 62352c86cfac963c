"""Where this installation keeps the fonts of PDF files."""

from pathlib import Path

from flask import current_app


def fonts_folder() -> Path:
    """Return the folder that the set-up fills, beside the other libraries that are served."""
    return Path(str(current_app.static_folder)) / "vendor" / "fonts-pdf"
