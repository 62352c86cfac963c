"""Which prompt somebody reads: the one worded in their language, a machine's translation, or the original.

A pure rule: no Flask, no SQLAlchemy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from participation.i18n.languages import reads


class Wording(Protocol):
    """A text in a language."""

    @property
    def language(self) -> str:
        """The tag of the language it is in."""

    @property
    def text(self) -> str:
        """What it says."""


class WordedPrompt(Wording, Protocol):
    """A prompt that people have worded, with what a machine proposes for it in other languages."""

    @property
    def drafts(self) -> Sequence[Wording]:
        """A machine's translations."""


@dataclass(frozen=True, slots=True)
class ShownPrompt:
    """What a reader sees; with a machine's translation comes the original."""

    text: str
    language: str
    is_machine: bool = False
    original_text: str = ""
    original_language: str = ""


def choose_prompt(prompts: Sequence[WordedPrompt], first_language: str, reader: str) -> ShownPrompt | None:
    """Return the prompt for somebody who reads the language ``reader``; ``None`` when nobody has worded any.

    What people worded goes before what a machine proposes (as for cards). The original is the prompt in the workshop's
    first language.
    """
    readable = [prompt for prompt in prompts if reads(reader, prompt.language) and prompt.text]
    worded = next((prompt for prompt in readable if prompt.language == reader), next(iter(readable), None))
    if worded is not None:
        return ShownPrompt(worded.text, worded.language)
    original = original_of(prompts, first_language)
    if original is None:
        return None
    proposed = [draft for draft in original.drafts if reads(reader, draft.language)]
    draft = next((draft for draft in proposed if draft.language == reader), next(iter(proposed), None))
    if draft is None:
        return ShownPrompt(original.text, original.language)
    return ShownPrompt(draft.text, draft.language, True, original.text, original.language)


def original_of(prompts: Sequence[WordedPrompt], first_language: str) -> WordedPrompt | None:
    """Return what the others are translations of: the prompt in the workshop's first language, else any."""
    return next((prompt for prompt in prompts if prompt.language == first_language), next(iter(prompts), None))
