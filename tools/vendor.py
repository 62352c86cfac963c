"""Copies the front-end libraries and fonts from node_modules to static/vendor; run by `make setup`.

The result, all names without versions (package-lock.json pins them):

    static/vendor/htmx.min.js, Sortable.min.js
    static/vendor/fonts/fonts.css     @font-face rules of the Noto families, one family a script, variable weight
    static/vendor/fonts/*.woff2       a family's characters in slices; the browser loads the slices it meets
    static/vendor/fonts-pdf/*.ttf     the same characters for the PDF writer, which reads no woff2
    static/vendor/licences/*.txt      one a package

Chinese comes in about a hundred slices, the most frequent characters last. The PDF writer takes one file a family, so
that there each slice is a family of its own ("Noto Sans SC 001" holds what is met most).
"""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules"
TARGET = ROOT / "static" / "vendor"

LIBRARIES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "sortablejs/Sortable.min.js": "Sortable.min.js",
}


@dataclass(frozen=True, slots=True)
class WebFont:
    """A variable font: its package, the family name in our style sheets, and the slices that are served."""

    package: str
    family: str
    slices: tuple[str, ...]
    """Names of its slices, which are scripts; numbers for Chinese. Those it shares with Noto Sans are left out."""
    for_pdf: bool = True
    """Whether the PDF writer takes these files too; the first two families have static ones with every character."""

    @property
    def file_stem(self) -> str:
        """The first part of its file names, in the package and here: `noto-sans`."""
        return self.package.rpartition("/")[2]

    def file(self, script: str) -> Path:
        """The file of a slice in the package."""
        return SOURCE / self.package / "files" / f"{self.file_stem}-{script}-wght-normal.woff2"


def numbered(package: str) -> tuple[str, ...]:
    """The slices of a package that have numbers instead of names, the most frequent characters first."""
    names = json.loads((SOURCE / package / "unicode.json").read_text("utf-8"))
    numbers = [int(name.strip("[]")) for name in names if name.startswith("[")]
    return tuple(map(str, sorted(numbers, reverse=True)))


def web_fonts() -> tuple[WebFont, ...]:
    """Every family that is served, in the order in which they are asked for a character."""
    chinese, emoji = "@fontsource-variable/noto-sans-sc", "@fontsource-variable/noto-emoji"
    return (
        WebFont(
            "@fontsource-variable/noto-sans",
            "Noto Sans",
            ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese"),
            for_pdf=False,
        ),
        WebFont("@fontsource-variable/noto-sans-arabic", "Noto Sans Arabic", ("arabic",), for_pdf=False),
        WebFont("@fontsource-variable/noto-sans-hebrew", "Noto Sans Hebrew", ("hebrew",)),
        WebFont("@fontsource-variable/noto-sans-thai", "Noto Sans Thai", ("thai",)),
        WebFont("@fontsource-variable/noto-sans-ethiopic", "Noto Sans Ethiopic", ("ethiopic",)),
        WebFont("@fontsource-variable/noto-sans-symbols", "Noto Sans Symbols", ("symbols", "latin")),
        WebFont(chinese, "Noto Sans SC", numbered(chinese)),
        WebFont(emoji, "Noto Emoji", numbered(emoji)),
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
    "@fontsource-variable/noto-sans-hebrew/LICENSE": "noto-sans-hebrew.txt",
    "@fontsource-variable/noto-sans-thai/LICENSE": "noto-sans-thai.txt",
    "@fontsource-variable/noto-sans-ethiopic/LICENSE": "noto-sans-ethiopic.txt",
    "@fontsource-variable/noto-sans-symbols/LICENSE": "noto-sans-symbols.txt",
    "@fontsource-variable/noto-sans-sc/LICENSE": "noto-sans-sc.txt",
    "@fontsource-variable/noto-emoji/LICENSE": "noto-emoji.txt",
    "@expo-google-fonts/noto-sans/LICENSE_FONT": "noto-sans-pdf.txt",
    "@expo-google-fonts/noto-sans-arabic/LICENSE_FONT": "noto-sans-arabic-pdf.txt",
}

#: Name records of the family: with weights that a style sheet knows, and the whole one (OpenType, `name`).
FAMILY_NAMES = (1, 16)

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
    """Copy the files of a font's slices and return their @font-face rules."""
    ranges = json.loads((SOURCE / font.package / "unicode.json").read_text("utf-8"))
    faces = []
    for script in font.slices:
        name = f"{font.file_stem}-{script}.woff2"
        shutil.copyfile(font.file(script), TARGET / "fonts" / name)
        characters = ranges.get(script) or ranges[f"[{script}]"]
        faces.append(FACE.format(family=font.family, name=name, characters=characters.replace(",", ", ")))
    return "\n".join(faces)


def pdf_conversions(font: WebFont) -> list[tuple[Path, str, Path]]:
    """What `convert` takes for each slice of a font: source, family, target."""
    families = [f"{font.family} {place:03}" for place in range(1, len(font.slices) + 1)]
    return [
        (font.file(script), family, TARGET / "fonts-pdf" / f"{family.replace(' ', '')}.ttf")
        for script, family in zip(font.slices, families if len(families) > 1 else [font.family], strict=True)
    ]


def convert(conversion: tuple[Path, str, Path]) -> None:
    """Unpack a woff2 file to TrueType under a family name."""
    source, family, target = conversion
    font = TTFont(source, recalcBBoxes=False, recalcTimestamp=False)
    font.flavor = None
    for record in font["name"].names:
        if record.nameID in FAMILY_NAMES:
            record.string = family
    font.save(target, reorderTables=None)


def main() -> None:
    """Make static/vendor anew, so that nothing of an older version stays behind."""
    shutil.rmtree(TARGET, ignore_errors=True)
    copy_files(LIBRARIES, ".")
    copy_files({f"{PDF_FONT_PACKAGES}/{source}": name for source, name in PDF_FONTS.items()}, "fonts-pdf")
    copy_files(LICENCES, "licences")
    (TARGET / "fonts").mkdir()
    fonts = web_fonts()
    rules = [copy_web_font(font) for font in fonts]
    (TARGET / "fonts" / "fonts.css").write_text("\n".join(rules), "utf-8")
    with ProcessPoolExecutor() as processes:
        conversions = [conversion for font in fonts if font.for_pdf for conversion in pdf_conversions(font)]
        list(processes.map(convert, conversions, chunksize=8))


if __name__ == "__main__":
    main()
