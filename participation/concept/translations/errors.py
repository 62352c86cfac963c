"""Named refusals around translations of the concept."""

from participation.kernel.errors import DomainError


class TargetUnfit(DomainError):
    """The concept is not translated into this language: nobody reads it here, or the concept is written in it."""


class TranslationTooLong(DomainError):
    """A translation is far longer than any that its original could have."""

    def __init__(self, limit: int) -> None:
        """Remember how many characters it may have."""
        super().__init__(limit)
        self.limit = limit


class OriginalChanged(DomainError):
    """The edition does not say this text any more; its translation would translate what nobody reads."""


class TranslatedMeanwhile(DomainError):
    """Somebody else wrote or removed the translation after it was shown; ``theirs`` is what it says now."""

    def __init__(self, theirs: str) -> None:
        """Remember what it says now; empty: it was removed."""
        super().__init__(theirs)
        self.theirs = theirs


class TranslationSheetUnfit(DomainError):
    """No sheet of the file has the columns by which texts and translations are known."""

    def __init__(self, filename: str) -> None:
        """Remember which file it is."""
        super().__init__(filename)
        self.filename = filename


class SheetOfOtherLanguage(DomainError):
    """The sheet holds translations into another language."""

    def __init__(self, language: str) -> None:
        """Remember the tag that the sheet says."""
        super().__init__(language)
        self.language = language[:20]


class TranslationsMoved(DomainError):
    """What the sheet would change is not what the person saw."""


class NoTranslationChosen(DomainError):
    """A sheet was confirmed without any translation."""
