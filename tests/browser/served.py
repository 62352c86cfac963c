"""What a forked server does first. Nothing of the tests is imported here: the server has what a city's has."""

import os
import resource
import sys
from pathlib import Path

from participation.__main__ import main


def serve(folder: Path, environment: dict[str, str], port: int) -> None:
    """Become ``participation serve --port PORT`` in ``folder``, with a log of its own, until it is stopped.

    It leads a process group, so that it and its worker can be killed together. The system grants it as many open
    files as ``TEST_FILES`` in its environment says, if it says anything.
    """
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    if files := os.environ.get("TEST_FILES"):
        resource.setrlimit(resource.RLIMIT_NOFILE, (int(files), int(files)))
    with (folder / "server.log").open("ab") as log:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(log.fileno(), stream.fileno())
    sys.argv = ["participation", "serve", "--port", str(port)]
    main()
