"""How commands answer: one line for people, JSON for scripts, a sentence and exit code 1 for a refusal."""

import functools
import json
import locale
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

import click

from participation.i18n import speaking
from participation.kernel.errors import DomainError
from participation.web.messages import word

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

json_option = click.option("--json", "as_json", is_flag=True, help="Answer as JSON, for scripts.")


def answer(line: str, data: dict[str, Any], *, as_json: bool) -> None:
    """Print the line, or with ``--json`` the data."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2) if as_json else line)


@contextmanager
def _spoken() -> Iterator[None]:
    """Speak German where the terminal does, else English."""
    language, _encoding = locale.getlocale(locale.LC_CTYPE)
    with speaking("de" if (language or "").startswith("de") else "en"):
        yield


def refusing(command: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Turn a named error of the domain into its sentence on standard error and exit code 1."""

    @functools.wraps(command)
    def wrapped(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        with _spoken():
            try:
                return command(*args, **kwargs)
            except DomainError as error:
                click.echo(word(error), err=True)
                raise click.exceptions.Exit(1) from error

    return wrapped
