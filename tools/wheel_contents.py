"""Hatchling build hook: puts templates, static files and catalogues into the wheel, inside the package.

The repository keeps them beside the package, so an editable install needs no copy; a built wheel has only the
package, and `participation.config` looks there first.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = Path("static/vendor")
CATALOGUES = "*/LC_MESSAGES/*.mo"
LANGUAGES = "*/language.toml"


class WheelContents(BuildHookInterface):
    """Adds the folders beside the package to a standard wheel; an editable one is left as it is."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fill `force_include` with the files of the wheel.

        Raises:
            FileNotFoundError: `make setup` has not copied the front-end libraries or compiled the catalogues.
        """
        if version != "standard":
            return
        root = Path(self.root)
        catalogues = sorted((root / "translations").glob(CATALOGUES))
        if not (root / VENDOR).is_dir() or not catalogues:
            message = f"{VENDOR} or translations/{CATALOGUES} is missing: run `make setup` first"
            raise FileNotFoundError(message)
        for folder in ("static", "templates"):
            build_data["force_include"][str(root / folder)] = f"participation/{folder}"
        for path in (*catalogues, *(root / "translations").glob(LANGUAGES)):
            build_data["force_include"][str(path)] = f"participation/{path.relative_to(root)}"
