"""The glossary has a word for each term of the method in every language that ships."""

import re
from pathlib import Path

import pytest

from participation.i18n.languages import LANGUAGES

GLOSSARY = Path(__file__).resolve().parents[3] / "translations" / "GLOSSARY.md"
SECTION = re.compile(r"^## .+ \(`(?P<tag>[\w-]+)`\)$", re.MULTILINE)
STAFF_ONLY = {"integration report", "recommendation", "recount sheet", "review", "reviewer", "steering group"}
SHOWN_AT_THE_TOP = {"de", "en"}


def rows(text: str) -> list[list[str]]:
    """Cells of the tables of a text, without their heads."""
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]
    return cells[2:]


def reference_terms() -> list[str]:
    at_the_top = GLOSSARY.read_text("utf-8").split("\n## Terms\n")[1].partition("\n## ")[0]
    return [row[1] for row in rows(at_the_top) if row[1] not in STAFF_ONLY]


def sections() -> dict[str, list[list[str]]]:
    parts = SECTION.split(GLOSSARY.read_text("utf-8"))
    return {tag: rows(text) for tag, text in zip(parts[1::2], parts[2::2], strict=True)}


def test_every_language_has_one_section():
    assert sorted(sections()) == sorted(set(LANGUAGES) - SHOWN_AT_THE_TOP)


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if tag not in SHOWN_AT_THE_TOP])
def test_section_has_every_term_in_order(tag):
    assert [row[0] for row in sections()[tag]] == reference_terms()


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if tag not in SHOWN_AT_THE_TOP])
def test_every_term_has_a_word(tag):
    assert [term for term, word in sections()[tag] if not word] == []
