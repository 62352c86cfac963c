"""The house keeps its order: imports point downwards, modules stay short, templates compile, errors have words."""

import ast
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import participation
from participation.kernel.database import Base
from participation.kernel.errors import DomainError
from participation.privacy.retention import RETENTION
from participation.web.messages import worded

ROOT = Path(__file__).resolve().parents[2]
LONGEST_MODULE = 300
MODULES = [
    path for path in sorted((ROOT / "participation").rglob("*.py")) if "migrations/versions" not in path.as_posix()
]
TEMPLATES = sorted(path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.html"))
PERSONAL_REFERENCES = {"participant.id", "staff_user.id"}
PERSONAL_NAMES = {"token_hash", "take_home_hash", "password_hash", "name_of_person", "email", "phone"}


def all_modules():
    for module in pkgutil.walk_packages(participation.__path__, "participation."):
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            yield importlib.import_module(module.name)


def all_errors():
    def below(error):
        for child in error.__subclasses__():
            yield child
            yield from below(child)

    for _module in all_modules():
        pass
    return {
        error
        for error in below(DomainError)
        if error.__module__.startswith("participation.") and not error.__name__.startswith("_")
    }


def test_layers_are_kept():
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    linted = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert linted.returncode == 0, linted.stdout + linted.stderr


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_module_stays_readable(path):
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_import_hides_inside_a_function(path):
    tree = ast.parse(path.read_text("utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    hidden = [
        inner.lineno
        for function in functions
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_template_compiles(app, template):
    assert app.jinja_env.get_template(template).filename is not None


def test_every_named_error_has_a_sentence(app):
    with app.app_context():
        wordless = all_errors() - worded()
    assert {error for error in wordless if not error.__subclasses__()} == set()


def personal_columns():
    for table in Base.metadata.tables.values():
        for column in table.columns:
            refers = any(f"{key.target_fullname}" in PERSONAL_REFERENCES for key in column.foreign_keys)
            if refers or column.name in PERSONAL_NAMES:
                yield table.name, column.name


def test_every_column_about_a_person_has_a_retention_rule():
    ruled = {(entry.table, entry.column) for entry in RETENTION}
    assert set(personal_columns()) - ruled == set()


def test_retention_table_names_only_columns_that_exist():
    columns = {(table.name, column.name) for table in Base.metadata.tables.values() for column in table.columns}
    assert {(entry.table, entry.column) for entry in RETENTION} - columns == set()
