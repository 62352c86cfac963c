"""Copies the front-end libraries and fonts from node_modules to static/vendor; run by `make setup`.

The result, all names without versions (package-lock.json pins them):

    static/vendor/htmx.min.js, Sortable.min.js
    static/vendor/fonts/fonts.css     @font-face rules of "Noto Sans" and "Noto Sans Arabic", variable weight
    static/vendor/fonts/*.woff2       one file a family and script; the browser loads the scripts it meets
    static/vendor/fonts-pdf/*.ttf     regular and bold of both families, for the PDF writer
    static/vendor/licences/*.txt      one a package
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules"
TARGET = ROOT / "static" / "vendor"

LIBRARIES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "sortablejs/Sortable.min.js": "Sortable.min.js",
}


@dataclass(frozen=True, slots=True)
class WebFont:
    """A variable font: its package, the family name in our style sheets, and the scripts that are served."""

    package: str
    family: str
    scripts: tuple[str, ...]

    @property
    def file_stem(self) -> str:
        """The first part of its file names, in the package and here: `noto-sans`."""
        return self.package.rpartition("/")[2]


WEB_FONTS = (
    WebFont(
        "@fontsource-variable/noto-sans",
        "Noto Sans",
        ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese"),
    ),
    WebFont("@fontsource-variable/noto-sans-arabic", "Noto Sans Arabic", ("arabic",)),
)

PDF_FONT_PACKAGES = "@expo-google-fonts"
PDF_FONTS = {
    "noto-sans/400Regular/NotoSans_400Regular.ttf": "NotoSans-Regular.ttf",
    "noto-sans/700Bold/NotoSans_700Bold.ttf": "NotoSans-Bold.ttf",
    "noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf": "NotoSansArabic-Regular.ttf",
    "noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf": "NotoSansArabic-Bold.ttf",
}

LICENCES = {
    "htmx.org/LICENSE": "htmx.txt",
    "sortablejs/LICENSE": "sortable.txt",
    "@fontsource-variable/noto-sans/LICENSE": "noto-sans.txt",
    "@fontsource-variable/noto-sans-arabic/LICENSE": "noto-sans-arabic.txt",
    "@expo-google-fonts/noto-sans/LICENSE_FONT": "noto-sans-pdf.txt",
    "@expo-google-fonts/noto-sans-arabic/LICENSE_FONT": "noto-sans-arabic-pdf.txt",
}

FACE = """\
@font-face {{
  font-family: "{family}";
  font-style: normal;
  font-weight: 100 900;
  font-display: swap;
  src: url("{name}") format("woff2");
  unicode-range: {characters};
}}
"""


def copy_files(names: dict[str, str], folder: str) -> None:
    """Copy files of node_modules (keys) to names (values) in a folder of static/vendor."""
    (TARGET / folder).mkdir(parents=True, exist_ok=True)
    for source, name in names.items():
        shutil.copyfile(SOURCE / source, TARGET / folder / name)


def copy_web_font(font: WebFont) -> str:
    """Copy the files of a font's scripts and return their @font-face rules."""
    ranges = json.loads((SOURCE / font.package / "unicode.json").read_text("utf-8"))
    faces = []
    for script in font.scripts:
        name = f"{font.file_stem}-{script}.woff2"
        copy_files({f"{font.package}/files/{font.file_stem}-{script}-wght-normal.woff2": name}, "fonts")
        characters = ranges[script].replace(",", ", ")
        faces.append(FACE.format(family=font.family, name=name, characters=characters))
    return "\n".join(faces)


def main() -> None:
    """Make static/vendor anew, so that nothing of an older version stays behind."""
    shutil.rmtree(TARGET, ignore_errors=True)
    copy_files(LIBRARIES, ".")
    copy_files({f"{PDF_FONT_PACKAGES}/{source}": name for source, name in PDF_FONTS.items()}, "fonts-pdf")
    copy_files(LICENCES, "licences")
    rules = [copy_web_font(font) for font in WEB_FONTS]
    (TARGET / "fonts" / "fonts.css").write_text("\n".join(rules), "utf-8")


if __name__ == "__main__":
    main()
