"""The command ``participation``."""

import sys

from flask.cli import FlaskGroup

from participation.app import create_app
from participation.cli import COMMANDS, run
from participation.config import SettingRefused


def main() -> None:
    """Run a command; exit code 0 done, 1 refused, 2 wrong usage."""
    group = FlaskGroup(
        name="participation",
        help="Future workshops for a city's integration concept.",
        create_app=create_app,
        add_default_commands=False,
        add_version_option=False,
        load_dotenv=False,
        set_debug_flag=False,
    )
    for command in COMMANDS:
        group.add_command(command)
    try:
        run(group)
    except SettingRefused as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
