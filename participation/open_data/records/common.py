"""What the open data say, whatever it is about: lists, texts, where to begin."""

from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from participation.contributions.models import TranslationState

Item = TypeVar("Item")

Lineage = Annotated[str, "the same in every edition of the concept"]
Number = Annotated[str | None, "as printed; null where nothing is printed"]
Tag = Annotated[str, "language tag (BCP 47); de-x-leicht is easy German"]


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """A part of a list; the other parts are named by Link headers."""

    total: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Licence:
    """The licence under which the city publishes its data."""

    name: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Start:
    """What there is."""

    city: str
    licence: Annotated[Licence | None, "null: the city has named none"]
    lists: Annotated[dict[str, str], "addresses of the lists to begin with"]
    description: Annotated[str, "address of this description (OpenAPI 3.1)"]
    schemas: Annotated[dict[str, str], "addresses of the JSON Schemas of files that can be imported"]


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as somebody reads it who asks for this language."""

    text: str
    language: Tag
    translation: Annotated[TranslationState | None, "how far the translation can be trusted; null: the original"]
