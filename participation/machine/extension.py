"""The translation service of an application, as its settings name it; kept in ``app.extensions["machine"]``."""

from dataclasses import dataclass, field

from flask import Flask, current_app

from participation.machine.service import DeepL, LibreTranslate, Service

SERVICES: dict[str, type[DeepL | LibreTranslate]] = {"libretranslate": LibreTranslate, "deepl": DeepL}


@dataclass(slots=True)
class Machine:
    """A service, how much it may be given a day, and what it has refused. One thread asks it."""

    service: Service
    daily_characters: int
    failures: int = 0
    refused_pairs: set[tuple[str, str]] = field(default_factory=set)
    aside: dict[tuple[str, int, str, str], float] = field(default_factory=dict)
    """Texts that got no draft, by kind, id, language and words: until when (monotonic clock) they are left alone."""


def init_app(app: Flask) -> None:
    """Give ``app`` its service, if the settings name one."""
    chosen = app.config["SETTINGS"].translation
    if chosen is not None:
        service = SERVICES[chosen.service](chosen.url, chosen.key, chosen.timeout)
        app.extensions["machine"] = Machine(service, chosen.daily_characters)


def find_machine() -> Machine | None:
    """Return the service of this application; ``None`` where machine translation is off."""
    found: Machine | None = current_app.extensions.get("machine")
    return found
