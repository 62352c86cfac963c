"""What every application makes anew at its start and its first request, made once for all tests of a process.

Each test has an application and a database of its own; without this, two thirds of its time would go into building
the same addresses, templates and statements again. None of it depends on a database or on a request.
"""

from collections.abc import MutableMapping
from types import CodeType
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from werkzeug.routing import Rule

from participation.kernel.database import db

PARTS = ("_parts", "_trace", "_converters", "arguments")
BUILDERS = ("_build", "_build_unknown")
"""What compiling gives to a rule; the builders are bound to it."""


class KeptTemplates(BytecodeCache):
    """Compiled templates in memory; the key is the file, a changed source is compiled again."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._kept.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = (bucket.checksum, bucket.code)


_templates = KeptTemplates()
_create_environment = Flask.create_jinja_environment
_statements: MutableMapping[Any, Any] = {}
_compile_rule = Rule.compile
_rules: dict[tuple[Any, ...], dict[str, Any]] = {}


def _create_environment_that_keeps(app: Flask) -> Environment:
    environment = _create_environment(app)
    environment.bytecode_cache = _templates
    return environment


def _compile_or_copy(rule: Rule) -> None:
    """Compile ``rule``, or take over what was made of the same pattern and defaults before."""
    key = (rule.rule, rule.subdomain, rule.host, rule.merge_slashes, repr(rule.defaults))
    if key not in _rules:
        _compile_rule(rule)
        _rules[key] = {name: getattr(rule, name) for name in PARTS}
        _rules[key] |= {name: getattr(rule, name).__func__ for name in BUILDERS}
    vars(rule).update(_rules[key])
    for name in BUILDERS:
        setattr(rule, name, _rules[key][name].__get__(rule))


def keep_across_applications() -> None:
    """Let applications made from now on share compiled addresses and templates; for statements see below."""
    Rule.compile = _compile_or_copy
    Flask.create_jinja_environment = _create_environment_that_keeps
    # Statements are kept for a dialect; those of two SQLite files are alike.
    SQLiteDialect_pysqlite.__eq__ = lambda self, other: type(self) is type(other)
    SQLiteDialect_pysqlite.__hash__ = lambda self: hash(type(self))


def share_statements(app: Flask) -> None:
    """Let the database of ``app`` use the statements that were compiled for those before it."""
    with app.app_context():
        db.engine.update_execution_options(compiled_cache=_statements)
