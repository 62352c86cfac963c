"""The title of an option in the languages that it had when its round opened."""

from collections.abc import Collection, Mapping
from typing import Protocol

from participation.contributions.models import TranslationState
from participation.i18n.wording import KnownText, ShownText, choose_text


class _Titled(Protocol):
    """What must be known of an option."""

    @property
    def titles(self) -> Mapping[str, str]:
        """By language; the first one frozen is the original."""

    @property
    def machine_titles(self) -> Collection[str]:
        """Languages whose title only a machine had translated."""


class FrozenTitles:
    """What follows from the titles of an option, however it was read."""

    __slots__ = ()

    def shown_title(self: _Titled, language: str) -> ShownText:
        """Return the title as somebody sees it who reads ``language``; the first one frozen is the original."""
        (original, title), *others = self.titles.items()
        known = [
            KnownText(tag, text, TranslationState.MACHINE if tag in self.machine_titles else TranslationState.HUMAN)
            for tag, text in others
            if text
        ]
        return choose_text(title, original, known, language)

    @property
    def original(self: _Titled) -> tuple[str, str]:
        """The title as it was written, and its language."""
        tag, title = next(iter(self.titles.items()))
        return title, tag

    def title_in(self, language: str) -> tuple[str, str]:
        """Return the title that a reader of ``language`` sees, and the language it is in."""
        shown = self.shown_title(language)  # type: ignore[misc]  # whoever takes this in has titles
        return shown.text, shown.language
