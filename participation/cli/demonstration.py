"""``participation demo``: a city that does not exist plays a workshop on the real server."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from participation.access.queries import find_user_by_name
from participation.cli.demo import announcement
from participation.cli.demo.city import Script, read_script, read_voices
from participation.cli.demo.director import Director
from participation.cli.demo.interpreting import Interpreter
from participation.cli.demo.pace import Pace
from participation.cli.demo.preparation import (
    INTERPRETER,
    City,
    prepare_workshop,
    settle_city,
    welcome_interpreter,
    welcome_office,
)
from participation.cli.demo.residents import Crowd, Story, look_seconds
from participation.cli.demo.server import RunningServer, check_free, public_address, reachable, running_server
from participation.cli.output import refusing
from participation.i18n import gettext as _
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.web.messages import word
from participation.workshop.errors import WorkshopOver

PRELUDE_SECONDS = 5
"""Time to open the projector before the first residents arrive, at speed 1."""
MOST_PARTICIPANTS = 500
FASTEST = 100
ENDING_SIGNALS = (signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class House:
    """What was made ready: the script, the city, the join code, and the addresses of the server."""

    script: Script
    city: City
    code: str
    password: str | None
    password_of_interpreter: str
    host: str
    port: int
    base_url: str


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets telephones in the network join.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--participants", default=40, show_default=True, type=click.IntRange(1, MOST_PARTICIPANTS))
@click.option(
    "--speed", default=1.0, show_default=True, type=click.FloatRange(0.1, FASTEST), help="2 is twice as fast."
)
@click.option("--play/--no-play", default=True, help="Let residents and a moderator play, or only start the server.")
@click.option("--exit", "leave", is_flag=True, help="End after the play instead of serving on.")
@with_appcontext
@refusing
def demo(  # noqa: PLR0917 - Click passes one parameter an option
    host: str, port: int, participants: int, speed: float, play: bool, leave: bool
) -> None:
    """Load a demonstration city, start the server, and let simulated residents play a workshop in three minutes."""
    try:
        with _ending_on_signals():
            check_free(host, port)
            house = _make_ready(host, port)
            log = Path(current_app.instance_path) / "demo-server.log"
            with running_server(host, port, house.base_url, house.city.name, log) as server:
                announcement.announce_house(
                    house.city, house.base_url, house.code, house.password, house.password_of_interpreter
                )
                if play:
                    _play(house, server, participants, Pace(speed))
                else:
                    announcement.announce_waiting(house.code)
                if not leave:
                    announcement.announce_serving()
                    server.wait()
    except KeyboardInterrupt:
        click.echo("\n" + _("The demonstration has ended. Everything is kept; start it again to play on."))


def _make_ready(host: str, port: int) -> House:
    """Bring the database up to date; load the city, make the workshop and the office's user ready."""
    upgrade()
    script = read_script()
    with transaction():
        city = settle_city(script)
    with transaction():
        password, of_interpreter = welcome_office(), welcome_interpreter()
        interpreter = find_user_by_name(INTERPRETER)
        code = prepare_workshop(script, city.concept_id, [interpreter] if interpreter else [])
    db.session.remove()
    configured = current_app.config["SETTINGS"].base_url
    return House(script, city, code, password, of_interpreter, host, port, public_address(configured, host, port))


def _play(house: House, server: RunningServer, participants: int, pace: Pace) -> None:
    """Let the workshop be played, then say what came of it."""
    story = Story(house.code, house.script, read_voices(), pace, look_seconds(pace, participants))
    crowd = Crowd(story, reachable(house.host), house.port, participants)
    interpreter = Interpreter(story, reachable(house.host), house.port, INTERPRETER, house.password_of_interpreter)
    director = Director(story, crowd, click.echo, server.check)
    announcement.announce_play(participants)
    try:
        pace.wait(PRELUDE_SECONDS)
        crowd.come_in()
        interpreter.come_in()
        director.play()
    except WorkshopOver as error:
        click.echo(word(error))
    finally:
        pace.ended.set()
        db.session.remove()
    announcement.announce_figures(story.figures.summary())
    announcement.announce_results(house.base_url, house.city, house.code, house.script.title, director.measures)


@contextmanager
def _ending_on_signals() -> Iterator[None]:
    """Let a stop by another program, or a terminal that is closed, end the demonstration as Ctrl+C does.

    From then on further signals are ignored, so that an impatient second Ctrl+C does not leave the server behind.
    """

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        for number in (signal.SIGINT, *ENDING_SIGNALS):
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGINT, *ENDING_SIGNALS)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
