"""What a phone sends: read leniently, judged by the services.

These are no WTForms: the same fields come from the page's own form, from its script, and from other programs
(DESIGN §5), as a form or as JSON. What is no number is passed on as a number that nothing has, so that the service
names what is wrong with it.
"""

import uuid
from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import MultiDict

from participation.kernel.database import LARGEST_NUMBER

NOTHING = -1
"""An id that no row has."""


def sent() -> MultiDict[str, str]:
    """Return the fields of the request's body; a JSON list is a field given several times."""
    if not request.is_json:
        return request.form
    body = request.get_json(silent=True)
    fields: MultiDict[str, str] = MultiDict()
    for name, value in body.items() if isinstance(body, dict) else ():
        for each in value if isinstance(value, list) else [value]:
            if each is not None:
                fields.add(name, str(each))
    return fields


def key_of(fields: MultiDict[str, str], *content: str) -> str:
    """Return the key of what was sent.

    Without script, *Back* may show a form as it was, with the key that it has sent already. Such a form says so
    (``unscripted``), and its key counts together with what was written: the same text again is the same card,
    another one is another card. Who keeps keys of their own is taken at their word.
    """
    key = fields.get("key", "")
    if "unscripted" not in fields:
        return key
    try:
        return str(uuid.uuid5(uuid.UUID(key.strip()), "\n".join(content)))
    except ValueError:
        return key


def number_or_nothing(raw: str) -> int:
    """Return a whole number from zero up that a column can hold; ``NOTHING`` for anything else."""
    if not (raw.isascii() and raw.isdecimal() and len(raw) <= len(str(LARGEST_NUMBER))):
        return NOTHING
    return int(raw) if int(raw) <= LARGEST_NUMBER else NOTHING


def optional_number(raw: str | None) -> int | None:
    """Return ``None`` for a field that was left empty, else what ``number_or_nothing`` makes of it."""
    return number_or_nothing(raw.strip()) if raw and raw.strip() else None


@dataclass(frozen=True, slots=True)
class CardForm:
    """A card as it was sent.

    ``parent`` is the topic that a wish answers, ``step`` the position (from 1, as in the stage) it was written at,
    ``seen`` the stage revision that the page knew when it was sent.
    """

    text: str
    language: str
    key: str
    table: int | None
    parent: int | None
    step: int | None
    seen: int | None = None

    @classmethod
    def read(cls) -> "CardForm":
        """Read the request."""
        fields = sent()
        return cls(
            text=fields.get("text", ""),
            language=fields.get("language", ""),
            key=key_of(fields, fields.get("text", ""), fields.get("parent", "")),
            table=optional_number(fields.get("table")),
            parent=optional_number(fields.get("parent")),
            step=optional_number(fields.get("step")),
            seen=optional_number(fields.get("seen")),
        )


@dataclass(frozen=True, slots=True)
class BallotForm:
    """A ballot as it was sent: an option once for each dot."""

    options: tuple[int, ...]
    key: str

    @classmethod
    def read(cls) -> "BallotForm":
        """Read the request."""
        fields = sent()
        return cls(
            options=tuple(number_or_nothing(option.strip()) for option in fields.getlist("option")),
            key=key_of(fields, *fields.getlist("option")),
        )


@dataclass(frozen=True, slots=True)
class FieldForm:
    """A field of a plan as it was sent. ``version`` is the one that the writer had read, 0 for an empty field."""

    plan: int
    name: str
    text: str
    version: int | None

    @classmethod
    def read(cls, plan: int, name: str) -> "FieldForm":
        """Read the request for the field ``name`` of ``plan``, as the address says."""
        fields = sent()
        return cls(plan=plan, name=name, text=fields.get("text", ""), version=optional_number(fields.get("version")))


@dataclass(frozen=True, slots=True)
class MarkForm:
    """A lightning mark as it was sent: why somebody sees the topic ``cluster`` differently."""

    cluster: int
    text: str
    language: str
    key: str

    @classmethod
    def read(cls, cluster: int) -> "MarkForm":
        """Read the request for the topic ``cluster``, as the address says."""
        fields = sent()
        return cls(
            cluster=cluster,
            text=fields.get("text", ""),
            language=fields.get("language", ""),
            key=fields.get("key", ""),
        )
