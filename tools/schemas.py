"""Writes the JSON Schemas of the importable files to docs/schemas/. A test compares them with the code.

.venv/bin/python tools/schemas.py
"""

from __future__ import annotations

import json
from pathlib import Path

from participation.export.schemas import SCHEMAS

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "schemas"


def main() -> None:
    """Write a file for each schema; one of a former version stays."""
    FOLDER.mkdir(exist_ok=True)
    for name, schema in SCHEMAS.items():
        path = FOLDER / f"{name}.json"
        path.write_text(json.dumps(schema(), ensure_ascii=False, indent=1) + "\n", "utf-8")
        print(path)


if __name__ == "__main__":
    main()
