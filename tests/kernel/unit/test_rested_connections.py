"""Connections to PostgreSQL are asked whether they still live only after a rest."""

import time
from types import SimpleNamespace
from unittest.mock import Mock, call

import pytest
from sqlalchemy.exc import DisconnectionError

from participation.kernel.database import TRUSTED_SECONDS, _ask_rested, _note_rest


@pytest.fixture
def entry():
    return SimpleNamespace(info={})


def let_rest(entry, seconds):
    _note_rest(None, entry)
    entry.info["resting_since"] = time.monotonic() - seconds


def test_fresh_connection_and_one_just_used_are_not_asked(entry):
    connection = Mock()
    _ask_rested(connection, entry, None)
    let_rest(entry, 0)
    _ask_rested(connection, entry, None)

    assert connection.mock_calls == []


def test_connection_that_has_rested_is_asked(entry):
    connection = Mock()
    let_rest(entry, TRUSTED_SECONDS + 1)
    _ask_rested(connection, entry, None)

    assert connection.mock_calls == [call.execute("SELECT 1"), call.rollback()]


def test_connection_that_died_at_rest_is_replaced(entry):
    connection = Mock()
    connection.execute.side_effect = OSError
    let_rest(entry, TRUSTED_SECONDS + 1)

    with pytest.raises(DisconnectionError):
        _ask_rested(connection, entry, None)
