"""Every note that a reader can make has a text with the right placeholders, and every text is used."""

import ast
import re
from pathlib import Path

import pytest

from participation.concept import merging, reading
from participation.concept.reading import NOTE_TEXTS, PLACE_TEXTS, Place
from participation.concept.reading.notes import short

KINDS = {"interpreted", "not_understood", "warn"}
HELPERS = {"_note_once": {"column"}}


def _notes_in_code():
    """Code and parameter names of each note that the modules of the reader, and merging, make."""
    for path in (*Path(reading.__file__).parent.glob("*.py"), Path(merging.__file__)):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
            if call.func.attr in KINDS and texts:
                yield texts[0], {keyword.arg for keyword in call.keywords}
            elif call.func.attr in HELPERS:
                yield texts[0], HELPERS[call.func.attr]


def _placeholders(text):
    return set(re.findall(r"%\((\w+)\)s", text))


def test_notes_in_the_code_and_their_texts_are_the_same_with_the_same_placeholders():
    made = {(code, frozenset(parameters)) for code, parameters in _notes_in_code()}

    assert made == {(code, frozenset(_placeholders(text))) for code, text in NOTE_TEXTS.items()}


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place(), "Document"),
        (Place(table=2), "Table 2"),
        (Place(table=2, row=7), "Table 2, row 7"),
        (Place(sheet="Ziele"), "Sheet “Ziele”"),
        (Place(sheet="Ziele", row=7), "Sheet “Ziele”, row 7"),
        (Place(row=7), "Line 7"),
    ],
)
def test_place_is_said_as_precisely_as_it_is_known(place, said):
    assert PLACE_TEXTS[place.code] % place.parameters == said


def test_long_text_is_cut_for_a_note():
    assert short("eins zwei\n drei vier", 14) == "eins zwei dre…"
