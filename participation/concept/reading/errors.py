"""Why a document cannot be read as a concept. Each says in its attributes what a sentence about it needs."""

from __future__ import annotations

from participation.kernel.errors import DomainError


class DocumentEmpty(DomainError):
    """The file has no content at all."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename)
        self.filename = filename


class DocumentBroken(DomainError):
    """The file is damaged, or is not inside what its name says."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename)
        self.filename = filename


class DocumentEncrypted(DomainError):
    """The file is protected by a password."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename)
        self.filename = filename


class OldDocumentFormat(DomainError):
    """The file is in the binary format of before 2007 (.doc, .xls), whatever its name says."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename)
        self.filename = filename


class DocumentTypeUnknown(DomainError):
    """The file's name ends in none of the `supported` endings."""

    def __init__(self, filename: str, supported: tuple[str, ...]) -> None:
        super().__init__(filename, supported)
        self.filename = filename
        self.supported = supported


class DocumentTypeMismatch(DomainError):
    """The file's name ends in `expected`, its content is of another kind."""

    def __init__(self, filename: str, expected: str) -> None:
        super().__init__(filename, expected)
        self.filename = filename
        self.expected = expected


class DocumentTooLarge(DomainError):
    """The file has more than `limit` bytes."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(size, limit)
        self.size = size
        self.limit = limit


class DocumentUnpacksTooLarge(DomainError):
    """The file is small but would unpack to far more than any concept needs (a zip bomb)."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename)
        self.filename = filename


class DocumentTypeDeclared(DomainError):
    """A part of the file declares a document type or entities, which no office program writes."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class TooManyRows(DomainError):
    """A sheet has more than `limit` rows."""

    def __init__(self, sheet: str, limit: int) -> None:
        super().__init__(sheet, limit)
        self.sheet = sheet
        self.limit = limit


class ColumnsNotFound(DomainError):
    """No table has the columns of a concept: `found` are the first rows of the tables, `needed` the column roles.

    Roles are "goal" and "measures" for tables of a text document, "level" and "measures" for sheets.
    """

    def __init__(self, found: tuple[tuple[str, ...], ...], needed: tuple[str, ...]) -> None:
        super().__init__(found, needed)
        self.found = found
        self.needed = needed


class NoGoalsFound(DomainError):
    """The columns are there, but no row holds a goal."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename)
        self.filename = filename


class GoalNumberTwice(DomainError):
    """Two goals under one parent have one number and different texts; `parent` is empty at the top."""

    def __init__(self, number: str, parent: str, texts: tuple[str, str]) -> None:
        super().__init__(number, parent, texts)
        self.number = number
        self.parent = parent
        self.texts = texts
        self.first, self.second = texts


class FormulaInCell(DomainError):
    """A cell holds a formula; formulas are never evaluated here, and their last result is not to be trusted."""

    def __init__(self, sheet: str, cell: str) -> None:
        super().__init__(sheet, cell)
        self.sheet = sheet
        self.cell = cell


class FieldNotListed(DomainError):
    """A goal or measure names a field of action that the concept's own list lacks."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class MappingUnfit(DomainError):
    """A stored mapping cannot be read: `key` is unknown or of another type."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key
