"""Message catalogues: extract, update, compile, check. Called by the Makefile and by whoever writes texts.

    .venv/bin/python tools/catalogues.py update     brings every .po up to date with the sources
    .venv/bin/python tools/catalogues.py compile    writes the .mo files that are older than their .po
    .venv/bin/python tools/catalogues.py check      fails if a message is missing, superfluous or broken
    .venv/bin/python tools/catalogues.py extract    writes translations/<domain>.pot, for translation tools

Two domains: `participant` holds what residents read and exists in every language; `staff` holds the rest and
exists in the staff's languages. English is the source language and has no catalogue. pybabel is not used:
the folder `de_simple` (easy German) is no locale that Babel knows.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from participation.i18n.languages import LANGUAGES, STAFF_TAGS, Language

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "translations"

#: Files that residents read; their messages go to `participant`, even if staff pages use them too.
#: A `*` also stands for folders.
PARTICIPANT_SOURCES = (
    "participation/concept/naming.py",
    "participation/concept/trends/*",
    "participation/export/card_sheet.py",
    "participation/export/invitation.py",
    "participation/hall/bars.py",
    "participation/hall/kinds/*",
    "participation/hall/messages.py",
    "participation/hall/views/ballots.py",
    "participation/hall/views/cards.py",
    "participation/hall/views/join.py",
    "participation/hall/views/marks.py",
    "participation/hall/views/plans.py",
    "participation/hall/views/rooms.py",
    "participation/hall/views/results.py",
    "participation/measures/standing.py",
    "participation/measures/tracing.py",
    "participation/publication/*",
    "participation/reach/words.py",
    "participation/web/error_pages.py",
    "participation/export/tent_words.py",
    "participation/workshop/naming.py",
    "participation/workshop/services/gatherings.py",
    "participation/workshop/services/preparation.py",
    "participation/workshop/agendas.py",
    "participation/workshop/room_agendas.py",
    "participation/workshop/agendas/*",
    "templates/concept/trend/*",
    "templates/process/public/*",
    "templates/hall/phone/*",
    "templates/hall/projector/*",
    "templates/hall/results*",
    "templates/measures/public/*",
    "templates/privacy/*",
    "templates/publication/*",
    "templates/public*",
    "templates/web/_foot_links.html",
    "templates/web/error.html",
    "templates/web/page.html",
    "templates/workshop/public/*",
)

#: Suffix of a source file to the extraction method.
METHODS = {".py": "python", ".html": "jinja2", ".txt": "jinja2", ".svg": "jinja2"}
SOURCE_FOLDERS = ("participation", "templates")
KEYWORDS = {"_": None, "gettext": None, "mark": None, "ngettext": (1, 2)}
JINJA_OPTIONS = {"silent": "false", "extensions": "jinja2.ext.do,jinja2.ext.loopcontrols"}

SOURCE_TAG = "en"
DOMAINS = ("participant", "staff")

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
NUMBER = "num"
"""The number of a plural form, which may say it in words; it may also omit what the singular omits."""

HEADER = """\
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """One .po file: a domain in a language."""

    domain: str
    language: Language

    @property
    def path(self) -> Path:
        """Where it lies; the .mo lies beside it."""
        return TRANSLATIONS / self.language.folder / "LC_MESSAGES" / f"{self.domain}.po"

    def read(self) -> Catalog:
        """Return its messages, none if the file does not exist yet."""
        catalogue = Catalog(locale=self.language.locale, domain=self.domain)
        if self.path.exists():
            with self.path.open("rb") as file:
                catalogue = read_po(file, locale=self.language.locale, domain=self.domain)
        if self.language.plural is not None:
            catalogue.mime_headers = [("Plural-Forms", self.language.plural)]
        return catalogue

    def write(self, catalogue: Catalog) -> None:
        """Write it without dates and line numbers, so that only changed messages show in a comparison."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("wb") as file:
            file.write(HEADER.format(locale=self.language.locale, plural=catalogue.plural_forms).encode())
            write_po(file, catalogue, width=110, omit_header=True, include_lineno=False, sort_by_file=True)


def catalogue_files() -> list[CatalogueFile]:
    """Every catalogue that has to exist."""
    return [
        CatalogueFile(domain, language)
        for tag, language in LANGUAGES.items()
        if tag != SOURCE_TAG
        for domain in DOMAINS
        if domain == "participant" or tag in STAFF_TAGS
    ]


def source_files() -> Iterator[Path]:
    """All files with messages, in a stable order."""
    for folder in SOURCE_FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in METHODS:
                yield path


def domain_of(name: str) -> str:
    """The domain of a source file, by its path from the root of the repository."""
    return "participant" if any(fnmatch(name, pattern) for pattern in PARTICIPANT_SOURCES) else "staff"


@cache
def templates() -> dict[str, Catalog]:
    """The messages of the sources by domain; what both domains use is in `participant` only."""
    found = {domain: Catalog(domain=domain) for domain in DOMAINS}
    for path in source_files():
        name = path.relative_to(ROOT).as_posix()
        with path.open("rb") as file:
            entries = extract(
                METHODS[path.suffix], file, KEYWORDS, comment_tags=["Translators:"], options=options_of(path)
            )
            for line, message, comments, context in entries:
                found[domain_of(name)].add(message, None, [(name, line)], (), comments, context=context)
    for message in found["participant"]:
        if message.id:
            found["staff"].delete(message.id)
    return found


def options_of(path: Path) -> dict[str, str]:
    """The options of the extraction method for a file."""
    return JINJA_OPTIONS if METHODS[path.suffix] == "jinja2" else {}


def write_templates() -> None:
    """Write translations/<domain>.pot."""
    for domain, template in templates().items():
        with (TRANSLATIONS / f"{domain}.pot").open("wb") as file:
            write_po(file, template, width=110, omit_header=True, include_lineno=False, sort_by_file=True)


def update() -> None:
    """Bring every .po up to date. A message that changed its domain or came back keeps its translation."""
    memories = {entry.language.folder: dict[object, Message]() for entry in catalogue_files()}
    catalogues = {entry: entry.read() for entry in catalogue_files()}
    for entry, catalogue in catalogues.items():
        for message in (*catalogue.obsolete.values(), *catalogue):
            if message.id and any(strings_of(message)):
                memories[entry.language.folder][message.id] = message
    for entry, catalogue in catalogues.items():
        template = templates()[entry.domain]
        # A copy, because the catalogue takes over the very message objects of the template.
        catalogue.update(deepcopy(template), no_fuzzy_matching=True)
        for message in template:
            catalogue.obsolete.pop(ids_of(message)[0] if message.id else None, None)
        for message in catalogue:
            known = memories[entry.language.folder].get(message.id)
            if message.id and known is not None and not any(strings_of(message)):
                message.string = known.string
        entry.write(catalogue)


def compile_changed() -> None:
    """Write every .mo that is missing or older than its .po."""
    for entry in catalogue_files():
        target = entry.path.with_suffix(".mo")
        if not entry.path.exists():
            continue
        if not target.exists() or target.stat().st_mtime <= entry.path.stat().st_mtime:
            with target.open("wb") as file:
                write_mo(file, entry.read())


def check() -> list[str]:
    """Return everything that is wrong, one line each."""
    return [
        f"{entry.path.relative_to(ROOT)}: {fault}"
        for entry in catalogue_files()
        for fault in faults_of(entry.read(), templates()[entry.domain])
    ]


def faults_of(catalogue: Catalog, template: Catalog) -> Iterator[str]:
    """Compare a catalogue with the messages of the sources, then look at each translation."""
    for message in template:
        if message.id and message.id not in catalogue:
            yield f"missing: {label(message)}"
    for message in catalogue:
        if not message.id:
            continue
        if message.id not in template:
            yield f"no longer used: {label(message)}"
        for fault in faults_of_translation(message, catalogue.num_plurals):
            yield f"{fault}: {label(message)}"


def faults_of_translation(message: Message, plurals: int) -> Iterator[str]:
    """What is wrong with one translation."""
    strings = strings_of(message)
    if message.fuzzy:
        yield "marked as fuzzy"
    if len(strings) != (plurals if message.pluralizable else 1):
        yield f"has {len(strings)} plural forms instead of {plurals}"
    if not all(strings):
        yield "not translated"
        return
    if any(stray_percent(text) for text in (*strings, *ids_of(message))):
        yield "a percent sign is not doubled"
    expected = placeholders(ids_of(message)[-1])
    optional = {NUMBER} | expected - placeholders(ids_of(message)[0]) if message.pluralizable else set()
    for text in strings:
        if not expected - optional <= placeholders(text) <= expected | optional:
            yield f"placeholders {sorted(placeholders(text))} instead of {sorted(expected)}"


def strings_of(message: Message) -> tuple[str, ...]:
    """The translation as a tuple of plural forms, of one for a message without plural."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def ids_of(message: Message) -> tuple[str, ...]:
    """The source text as a tuple: singular and plural, or one."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def placeholders(text: str) -> set[str]:
    """The names in `%(name)s`."""
    return set(PLACEHOLDER.findall(text))


def stray_percent(text: str) -> bool:
    """Whether filling in the placeholders would fail: a percent sign that is neither `%(name)s` nor `%%`."""
    return "%" in PLACEHOLDER.sub("", text.replace("%%", ""))


def label(message: Message) -> str:
    """The source text, short enough for a line."""
    text = ids_of(message)[0].replace("\n", " ")
    return text if len(text) <= 70 else f"{text[:69]}…"  # noqa: PLR2004 - a line of a terminal


def print_faults(faults: Iterable[str]) -> int:
    """Print the faults and return the exit code."""
    lines = list(faults)
    print("\n".join(lines) if lines else "Catalogues are complete.")
    return 1 if lines else 0


def main(arguments: list[str]) -> int:
    """Run the command that was named."""
    commands = {"extract": write_templates, "update": update, "compile": compile_changed}
    match arguments:
        case ["check"]:
            return print_faults(check())
        case [name] if name in commands:
            commands[name]()
            return 0
    print("usage: tools/catalogues.py extract|update|compile|check", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
