"""Guesses in which language texts are written; a process of its own, started by ``hint.LanguageHint``.

The model takes about a second to load and a hundred megabytes (measured, see docs/interpreting.md): neither belongs
into a server that accepts cards. Reads lines of JSON, ``{"texts": […], "languages": […]}``, answers each with a line:
for every text its language among those, how sure that is, and the language among all that ship. Ends with its input.
"""

import json
import os
import sys
from typing import TextIO

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from participation.i18n.languages import LANGUAGES

NICENESS = 10


def answer(identifier: LanguageIdentifier, asked: dict[str, list[str]]) -> list[list[object]]:
    """Return ``[language, probability, language among all]`` for each text, by primary subtags."""
    known = set(identifier.nb_classes)
    shipped = {tag.partition("-")[0] for tag in LANGUAGES} & known
    chosen = {tag.partition("-")[0] for tag in asked["languages"]} & known
    if not chosen:
        return [["", 0.0, ""] for _text in asked["texts"]]
    identifier.set_languages(sorted(shipped))
    among_all = [identifier.classify(text)[0] for text in asked["texts"]]
    identifier.set_languages(sorted(chosen))
    among_chosen = [identifier.classify(text) for text in asked["texts"]]
    identifier.set_languages(None)
    return [[tag, sure, one] for (tag, sure), one in zip(among_chosen, among_all, strict=True)]


def main(questions: TextIO, answers: TextIO) -> None:
    """Answer until there are no more questions."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    for line in questions:
        answers.write(json.dumps(answer(identifier, json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    os.nice(NICENESS)
    main(sys.stdin, sys.stdout)
