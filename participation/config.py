"""Settings: read once from the environment, checked at once, frozen; every path is resolved here."""

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from participation.licences import LICENCES, Licence

PREFIX = "PARTICIPATION_"
ACCESSIBILITY = "ACCESSIBILITY_"
EMAIL = re.compile(r"[^\s@]+@[^\s@]+")
DEFAULT_BASE_URL = "http://127.0.0.1:8000"
DEFAULT_CITY = "Participation"
DEFAULT_TIMEZONE = "Europe/Berlin"
DEFAULT_DAILY_CHARACTERS = 100_000
DEFAULT_TRANSLATION_TIMEOUT = 10.0
DEEPL_URL, DEEPL_FREE_URL = "https://api.deepl.com", "https://api-free.deepl.com"
"""DeepL answers keys that end with ``:fx`` at the address of its free accounts only."""
LONGEST_TRANSLATION_TIMEOUT = 60
_PACKAGE = Path(__file__).resolve().parent


class SettingRefused(ValueError):
    """An environment variable has a value that cannot be used; ``name`` says which, ``reason`` why."""

    def __init__(self, name: str, reason: str) -> None:
        """Remember the full name of the variable and, in English for the log, what is wrong with it."""
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


def resources() -> Path:
    """Return the folder with ``templates``, ``static`` and ``translations``.

    In a wheel they lie inside the package, in a checkout beside it.
    """
    return _PACKAGE if (_PACKAGE / "templates").is_dir() else _PACKAGE.parent


class Conformity(StrEnum):
    """How far the pages meet the law, in the three steps of Implementing Decision (EU) 2018/1523."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class AccessibilityStatement:
    """What a city says in its accessibility statement (BITV 2.0 § 7, BGG § 12b, the law of its Land).

    ``barriers`` are known to the city beyond those of the software; ``enforcement`` is the body that settles a dispute.
    """

    conformity: Conformity = Conformity.PARTIAL
    law: str | None = None
    barriers: tuple[str, ...] = ()
    tested_on: date | None = None
    tested_by: str | None = None
    stated_on: date | None = None
    contact: str | None = None
    email: str | None = None
    phone: str | None = None
    enforcement: str | None = None
    enforcement_url: str | None = None


@dataclass(frozen=True, slots=True)
class TranslationSettings:
    """A translation service that the city has chosen: which interface, where, its key, its limits."""

    service: str
    url: str
    key: str | None = None
    daily_characters: int = DEFAULT_DAILY_CHARACTERS
    timeout: float = DEFAULT_TRANSLATION_TIMEOUT


@dataclass(frozen=True, slots=True)
class Settings:
    """What a city decides about its installation."""

    database_url: str
    secret_key: str
    instance: Path
    redis_url: str | None = None
    base_url: str = DEFAULT_BASE_URL
    city: str = DEFAULT_CITY
    imprint_url: str | None = None
    privacy_url: str | None = None
    timezone: str = DEFAULT_TIMEZONE
    translation: TranslationSettings | None = None
    accessibility: AccessibilityStatement = AccessibilityStatement()
    data_licence: Licence | None = None

    @property
    def uses_sqlite(self) -> bool:
        """Whether the database is SQLite: one process with threads; otherwise several with gevent."""
        return self.database_url.startswith("sqlite")

    @classmethod
    def from_env(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read the variables that start with ``PARTICIPATION_``; raises ``SettingRefused`` for the first bad one.

        Creates the instance folder, and on first start the secret key in it.
        """

        def value(name: str) -> str | None:
            return environment.get(PREFIX + name, "").strip() or None

        instance = Path(value("INSTANCE") or "instance").resolve()
        instance.mkdir(parents=True, exist_ok=True)
        return cls(
            database_url=_database_url(value("DATABASE_URL") or f"sqlite:///{instance / 'participation.sqlite'}"),
            secret_key=value("SECRET_KEY") or _kept_secret(instance / "secret_key"),
            instance=instance,
            redis_url=_url("REDIS_URL", value("REDIS_URL"), ("redis", "rediss", "unix")),
            base_url=_url("BASE_URL", value("BASE_URL"), ("http", "https")) or DEFAULT_BASE_URL,
            city=value("CITY") or DEFAULT_CITY,
            imprint_url=_url("IMPRINT_URL", value("IMPRINT_URL"), ("http", "https")),
            privacy_url=_url("PRIVACY_URL", value("PRIVACY_URL"), ("http", "https")),
            timezone=_timezone(value("TIMEZONE") or DEFAULT_TIMEZONE),
            translation=_translation(value),
            accessibility=_accessibility(value),
            data_licence=_licence(value("DATA_LICENCE")),
        )


def _accessibility(value: Callable[[str], str | None]) -> AccessibilityStatement:
    """Read the accessibility statement; raises ``SettingRefused`` for full conformity that nobody has tested."""
    statement = AccessibilityStatement(
        conformity=_conformity(value(ACCESSIBILITY + "CONFORMITY") or Conformity.PARTIAL),
        law=value(ACCESSIBILITY + "LAW"),
        barriers=tuple(line.strip() for line in (value(ACCESSIBILITY + "BARRIERS") or "").splitlines() if line.strip()),
        tested_on=_day("TESTED_ON", value(ACCESSIBILITY + "TESTED_ON")),
        tested_by=value(ACCESSIBILITY + "TESTED_BY"),
        stated_on=_day("STATED_ON", value(ACCESSIBILITY + "STATED_ON")),
        contact=value(ACCESSIBILITY + "CONTACT"),
        email=_address(value(ACCESSIBILITY + "EMAIL")),
        phone=value(ACCESSIBILITY + "PHONE"),
        enforcement=value(ACCESSIBILITY + "ENFORCEMENT"),
        enforcement_url=_url(
            ACCESSIBILITY + "ENFORCEMENT_URL", value(ACCESSIBILITY + "ENFORCEMENT_URL"), ("http", "https")
        ),
    )
    if statement.conformity is Conformity.FULL:
        if not (statement.tested_on and statement.tested_by):
            raise _refused_statement("CONFORMITY", "full needs ACCESSIBILITY_TESTED_ON and ACCESSIBILITY_TESTED_BY")
        if statement.barriers:
            raise _refused_statement("BARRIERS", "what is fully accessible has none")
    return statement


def _conformity(value: str) -> Conformity:
    try:
        return Conformity(value)
    except ValueError as error:
        raise _refused_statement("CONFORMITY", "must be full, partial or none") from error


def _day(name: str, value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise _refused_statement(name, "must be a date like 2026-11-21") from error


def _address(value: str | None) -> str | None:
    if value and not EMAIL.fullmatch(value):
        raise _refused_statement("EMAIL", "must be an e-mail address")
    return value


def _refused_statement(name: str, reason: str) -> SettingRefused:
    return SettingRefused(PREFIX + ACCESSIBILITY + name, reason)


def _url(name: str, value: str | None, schemes: tuple[str, ...]) -> str | None:
    if value is not None and urlsplit(value).scheme not in schemes:
        raise SettingRefused(PREFIX + name, f"must start with one of {', '.join(schemes)}")
    return value.rstrip("/") if value else None


def _translation(value: Callable[[str], str | None]) -> TranslationSettings | None:
    """Read the translation service; without one nothing is translated, and nothing else may be set."""
    service = (value("TRANSLATION_SERVICE") or "").lower()
    key, url = value("TRANSLATION_KEY"), _url("TRANSLATION_URL", value("TRANSLATION_URL"), ("http", "https"))
    if not service:
        if key or url:
            raise SettingRefused(PREFIX + "TRANSLATION_SERVICE", "is missing, but an address or a key is set")
        return None
    if service not in {"deepl", "libretranslate"}:
        raise SettingRefused(PREFIX + "TRANSLATION_SERVICE", "must be deepl or libretranslate")
    if service == "deepl":
        if not key:
            raise SettingRefused(PREFIX + "TRANSLATION_KEY", "is missing: DeepL needs one")
        url = url or (DEEPL_FREE_URL if key.endswith(":fx") else DEEPL_URL)
    if url is None:
        raise SettingRefused(PREFIX + "TRANSLATION_URL", "is missing: where is the service?")
    characters = _whole("TRANSLATION_DAILY_CHARACTERS", value, DEFAULT_DAILY_CHARACTERS, 1_000_000_000)
    timeout = _whole("TRANSLATION_TIMEOUT", value, int(DEFAULT_TRANSLATION_TIMEOUT), LONGEST_TRANSLATION_TIMEOUT)
    return TranslationSettings(service, url, key, characters, timeout)


def _whole(name: str, value: Callable[[str], str | None], default: int, most: int) -> int:
    raw = value(name) or str(default)
    if not (raw.isascii() and raw.isdecimal() and 0 < int(raw) <= most):
        raise SettingRefused(PREFIX + name, f"must be a whole number from 1 to {most}")
    return int(raw)


def _database_url(value: str) -> str:
    """Accept SQLite and PostgreSQL; ``postgres://`` and ``postgresql://`` mean the driver psycopg."""
    scheme, separator, rest = value.partition("://")
    if not separator or scheme not in {"sqlite", "postgres", "postgresql", "postgresql+psycopg"}:
        raise SettingRefused(PREFIX + "DATABASE_URL", "must start with sqlite:// or postgresql://")
    return value if scheme == "sqlite" else f"postgresql+psycopg://{rest}"


def _licence(name: str | None) -> Licence | None:
    """Return the licence of open data; without one the city leaves it open, and files and answers name none."""
    known = {licence.name.casefold(): licence for licence in LICENCES.values()}
    if name is not None and name.casefold() not in known:
        raise SettingRefused(PREFIX + "DATA_LICENCE", f"must be one of {', '.join(LICENCES)}")
    return known[name.casefold()] if name else None


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingRefused(PREFIX + "TIMEZONE", "is no known time zone") from error
    return value


def _kept_secret(path: Path) -> str:
    """Return the key kept in ``path``; the first start writes it, readable by the owner only."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        secret = secrets.token_urlsafe(48)
        file.write(secret)
    return secret
