"""The blueprint of what residents and the room see, and the form of a join code in addresses."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from werkzeug.routing import BaseConverter

from participation.kernel.ids import CODE_ALPHABET, CODE_LENGTH

blueprint = Blueprint("hall", __name__)


class CodeConverter(BaseConverter):
    """A join code in any case; what cannot be one is left to other addresses."""

    regex = f"[{CODE_ALPHABET}{CODE_ALPHABET.lower()}]{{{CODE_LENGTH}}}"

    def to_python(self, value: str) -> str:
        """Return the code as it is stored."""
        return value.upper()


def _know_codes(state: BlueprintSetupState) -> None:
    state.app.url_map.converters["code"] = CodeConverter


blueprint.record(_know_codes)
