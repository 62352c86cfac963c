"""Adds a language: its folder with the declaration, its section of the glossary. `make language` adds the catalogue.

    .venv/bin/python tools/add_language.py fi
    .venv/bin/python tools/add_language.py az-Arab --name "آذربایجانجا"

Locale, own name and direction come from Babel's data where they are not given. Nothing else has to change: the
application reads the folders of `translations/` when it starts.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from babel import Locale, UnknownLocaleError

from participation.i18n.languages import DECLARATION, LANGUAGES

TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"
GLOSSARY = TRANSLATIONS / "GLOSSARY.md"


def parser() -> argparse.ArgumentParser:
    """Describe the arguments."""
    described = argparse.ArgumentParser(prog="tools/add_language.py", description="Add a language to those that ship.")
    described.add_argument("tag", help="BCP 47 tag as it stands in addresses: fi, pt-BR")
    described.add_argument("--locale", help="Babel locale for dates, numbers and plural forms; default: from the tag")
    described.add_argument("--name", help="the language's name in itself; default: Babel's")
    described.add_argument("--direction", choices=("ltr", "rtl"), help="default: Babel's")
    described.add_argument("--fallback", choices=tuple(LANGUAGES), help="whose messages stand in for missing ones")
    described.add_argument("--alias", action="append", default=[], help="another tag that browsers send; repeatable")
    return described


def locale_of(tag: str, asked: str | None) -> Locale:
    """Return the Babel locale of a language; raises `UnknownLocaleError` or `ValueError` if there is none."""
    return Locale.parse(asked or tag.replace("-", "_"))


def declaration(options: argparse.Namespace, locale: Locale) -> str:
    """Write the language as TOML."""
    lines = [
        f'tag = "{options.tag}"',
        f'locale = "{locale}"',
        f'name = "{options.name}"',
        f'direction = "{options.direction or locale.text_direction}"',
    ]
    if options.fallback:
        lines.append(f'fallback = "{options.fallback}"')
    if options.alias:
        lines.append("aliases = [" + ", ".join(f'"{alias}"' for alias in options.alias) + "]")
    return "\n".join(lines) + "\n"


def glossary_section(tag: str, name: str) -> str:
    """Return a section of the glossary with every term and no word yet."""
    last = GLOSSARY.read_text("utf-8").rpartition("\n## ")[2]
    terms = [line.split("|")[1] for line in last.splitlines() if line.startswith("|")][2:]
    return f"\n## {name} (`{tag}`)\n\n| English | {name} |\n|---|---|\n" + "".join(f"|{term}| |\n" for term in terms)


def main(arguments: list[str]) -> int:
    """Make the folder; refuse a language that ships already or that Babel cannot format."""
    options = parser().parse_args(arguments)
    if options.tag in LANGUAGES:
        print(f"{options.tag} ships already in translations/{LANGUAGES[options.tag].folder}", file=sys.stderr)
        return 1
    try:
        locale = locale_of(options.tag, options.locale)
    except (UnknownLocaleError, ValueError):
        print(f"Babel has no locale for {options.tag}: name one with --locale", file=sys.stderr)
        return 1
    options.name = options.name or (locale.display_name or options.tag).partition(" (")[0].capitalize()
    folder = TRANSLATIONS / options.tag.replace("-", "_")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / DECLARATION).write_text(declaration(options, locale), "utf-8")
    with GLOSSARY.open("a", encoding="utf-8") as glossary:
        glossary.write(glossary_section(options.tag, options.name))
    print(f"translations/{folder.name}: fill its section of {GLOSSARY.name}, then LC_MESSAGES/participant.po")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
