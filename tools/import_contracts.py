"""A contract for import-linter: the private rooms of a feature are imported by that feature only.

Import-linter's own "protected" contract must name every module; this one also holds for new features.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from importlinter import Contract, ContractCheck, fields, output

if TYPE_CHECKING:
    from grimp import ImportGraph


class PrivateRoomsContract(Contract):
    """Modules `<root>.<feature>.<room>` may be imported by their own feature and by `allowed_importers`.

    Options:
        root: the root package.
        rooms: names of the private modules or packages of each feature.
        shared: packages below the features, whose modules of these names are made for everybody.
        allowed_importers: modules that may import them all the same; they join the features together.
    """

    type_name = "private_rooms"

    root = fields.StringField()
    rooms = fields.SetField(subfield=fields.StringField())
    shared = fields.SetField(subfield=fields.StringField())
    allowed_importers = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 - import-linter's signature
        """Collect the forbidden imports as lines `importer -> imported`."""
        broken = sorted(
            f"{importer} -> {imported}"
            for imported in graph.modules
            if self._is_private(imported)
            for importer in graph.find_modules_that_directly_import(imported)
            if not self._may_import(importer, imported)
        )
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print the forbidden imports."""
        for line in check.metadata["broken"]:
            output.print_error(line, bold=False)
        output.new_line()

    def _is_private(self, module: str) -> bool:
        match module.split("."):
            case [self.root, package, room, *_]:
                return room in self.rooms and package not in self.shared
        return False

    def _may_import(self, importer: str, imported: str) -> bool:
        return importer in self.allowed_importers or importer.split(".")[:2] == imported.split(".")[:2]
