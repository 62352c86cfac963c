"""What a forked server does first. Nothing of the tests is imported here: the server has what a city's has."""

import os
import sys
from pathlib import Path

from participation.__main__ import main


def serve(folder: Path, environment: dict[str, str], port: int) -> None:
    """Become ``participation serve --port PORT`` in ``folder``, with a log of its own, until it is stopped.

    It leads a process group, so that it and its worker can be killed together.
    """
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    with (folder / "server.log").open("ab") as log:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(log.fileno(), stream.fileno())
    sys.argv = ["participation", "serve", "--port", str(port)]
    main()
