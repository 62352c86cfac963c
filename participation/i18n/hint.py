"""A hint in which language a text is written. It may be wrong, so it only ever asks (DESIGN, section 11)."""

import json
import logging
import subprocess
import sys
from collections.abc import Sequence

import regex

from participation.i18n.languages import LANGUAGES

log = logging.getLogger(__name__)

FEWEST_LETTERS = 20
FEWEST_SIGNS = 8
"""In scripts in which a sign is a word or a syllable."""
SURE = 0.95
_LETTER = regex.compile(r"\p{L}")
_SIGN = regex.compile(r"[\p{Han}\p{Thai}\p{Ethiopic}]")


def is_long_enough(text: str) -> bool:
    """Whether a text says enough for a guess: "ok" and "Bus!!" are the same in many languages."""
    return len(_LETTER.findall(text)) >= FEWEST_LETTERS or len(_SIGN.findall(text)) >= FEWEST_SIGNS


def judge(language: str, languages: Sequence[str], guess: str, sure: float, among_all: str) -> str | None:
    """Return in which of the ``languages`` somebody may have written whose page was in ``language``; else ``None``.

    ``guess`` is the language among those of the workshop, with how ``sure`` it is; when among all languages another
    one fits better, it was written in one that the workshop does not have, and there is nothing to ask.
    """
    if sure < SURE or guess != among_all or guess == language.partition("-")[0]:
        return None
    return next((tag for tag in languages if tag.partition("-")[0] == guess and tag in LANGUAGES), None)


class LanguageHint:
    """Asks a process of its own, which is started with the first question. One thread uses it."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._process: subprocess.Popen[str] | None = None

    def guess(self, texts: Sequence[str], languages: Sequence[str]) -> list[tuple[str, float, str]]:
        """Return for each text the language among ``languages``, how sure that is, the language among all."""
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise BrokenPipeError
        process.stdin.write(json.dumps({"texts": list(texts), "languages": list(languages)}) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        if not line:
            self.close()
            raise BrokenPipeError
        return [(tag, float(sure), among_all) for tag, sure, among_all in json.loads(line)]

    def close(self) -> None:
        """End the process; it starts again with the next question."""
        if self._process is not None:
            self._process.kill()
            with self._process:
                pass
        self._process = None

    def _running(self) -> subprocess.Popen[str]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            command = [sys.executable, "-m", "participation.i18n.hint_process"]
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
            )
        return self._process
