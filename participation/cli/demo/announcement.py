"""What the demonstration says in the terminal: where to look, who signs in, what happens next, what came of it."""

import io
import sys
from collections.abc import Sequence

import click
from flask import current_app, url_for
from qrcode.constants import ERROR_CORRECT_L
from qrcode.main import QRCode

from participation.cli.demo.figures import Summary
from participation.cli.demo.preparation import INTERPRETER, OFFICE, City
from participation.i18n import gettext as _
from participation.i18n import ngettext

QUIET_ZONE = 2
"""Modules of white around a code in the terminal; the standard's four would cost two lines more."""
LOOPBACK = ("http://127.", "http://localhost:", "http://[::1]:")


def announce_house(city: City, base_url: str, code: str, password: str | None, of_interpreter: str) -> None:
    """Say what was made ready: the city, the addresses with the QR code, who signs in."""
    click.echo()
    click.echo(
        _("%(city)s: “%(title)s” is loaded.", city=city.name, title=city.title)
        if city.is_new
        else _("%(city)s: “%(title)s” is there already and stays as it is.", city=city.name, title=city.title)
    )
    click.echo()
    click.echo(qr_code(f"{base_url}/{code}", coloured=sys.stdout.isatty()))
    click.echo(_lines([*_addresses(base_url, code), *_sign_in(base_url, password), *_interpreter(of_interpreter)]))
    click.echo()
    if base_url.startswith(LOOPBACK):
        click.echo(
            _("Only this computer reaches these addresses. With --host 0.0.0.0 telephones in the network do too.")
        )
        click.echo()


def announce_play(participants: int) -> None:
    """Say what happens next."""
    click.echo(
        ngettext(
            "%(num)s resident is about to arrive. Open the projector now.",
            "%(num)s residents are about to arrive. Open the projector now.",
            participants,
        )
    )
    click.echo()


def announce_waiting(code: str) -> None:
    """Say that nobody plays."""
    click.echo(_("The workshop %(code)s is open. Lead it from the console.", code=code))


def announce_figures(summary: Summary) -> None:
    """Say in one line what the residents' devices experienced."""
    click.echo()
    click.echo(
        _(
            "%(cards)s cards, %(ballots)s ballots, %(fields)s fields of plans; %(refused)s refused, %(slowed)s slowed"
            " down, %(failed)s errors in %(requests)s requests; median answer %(milliseconds)s ms",
            cards=summary.cards,
            ballots=summary.ballots,
            fields=summary.fields,
            refused=summary.refused,
            slowed=summary.slowed,
            failed=summary.failed,
            requests=summary.requests,
            milliseconds=f"{summary.median * 1000:.0f}",
        )
    )


def announce_results(base_url: str, city: City, code: str, title: str, measures: Sequence[int]) -> None:
    """Say where the results can be looked at."""
    with current_app.test_request_context(base_url=base_url):
        found = [
            (_("Results"), url_for("hall.results", code=code, _external=True)),
            (_("The city's concept"), url_for("publication.concept", concept_id=city.concept_id, _external=True)),
            (_("Concept"), url_for("concept.show", concept_id=city.concept_id, _external=True)),
            (_("Draft measures"), url_for("measures.index", workshop=title, _external=True)),
            *(
                (_("From the first card"), url_for("measures.trace", measure_id=measure, _external=True))
                for measure in measures[:1]
            ),
            (_("Participants in numbers"), url_for("reach.people", code=code, _external=True)),
            (_("Documentation"), url_for("export.documentation", code=code, ending="pdf", _external=True)),
            (_("Monitoring"), url_for("monitoring.index", _external=True)),
        ]
    click.echo()
    click.echo(_("Now you can look at:"))
    click.echo(_lines(found))


def announce_serving() -> None:
    """Say how it ends."""
    click.echo()
    click.echo(_("The server runs on. Ctrl+C ends it; everything is kept."))


def qr_code(address: str, *, coloured: bool) -> str:
    """Return the QR code of an address, two modules in a character; ``coloured`` is legible on any background."""
    code = QRCode(error_correction=ERROR_CORRECT_L, border=QUIET_ZONE)
    code.add_data(address)
    drawn = _Screen() if coloured else io.StringIO()
    code.print_ascii(out=drawn, tty=coloured, invert=True)
    return drawn.getvalue()


class _Screen(io.StringIO):
    """Text that will be shown on a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def _addresses(base_url: str, code: str) -> list[tuple[str, str]]:
    return [
        (_("Join"), f"{base_url}/{code}"),
        (_("Projector"), f"{base_url}/{code}/screen"),
        (_("Console"), f"{base_url}/console/{code}/"),
    ]


def _sign_in(base_url: str, password: str | None) -> list[tuple[str, str]]:
    kept = _("your own password, as you have chosen it")
    return [
        (_("Staff"), f"{base_url}/login"),
        (_("Name"), OFFICE),
        (_("Password"), kept) if password is None else (_("One-time password"), password),
    ]


def _interpreter(password: str) -> list[tuple[str, str]]:
    return [(_("Interpreter"), f"{INTERPRETER} · {password}")]


def _lines(rows: Sequence[tuple[str, str]]) -> str:
    width = max(len(name) for name, _value in rows)
    return "\n".join(f"  {name:<{width}}  {value}" for name, value in rows)
