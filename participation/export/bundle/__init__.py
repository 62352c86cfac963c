"""A whole workshop as one JSON file, to keep or to take to another installation; docs/bundle.md describes it.

`form` is the written form as shapes, `whole` puts it together, `reading` checks data against it, `exporting` writes and
`importing` stores; in between one module a noun knows both ways.
"""

from participation.export.bundle.exporting import export_bundle
from participation.export.bundle.form import FORMAT, VERSION
from participation.export.bundle.importing import import_bundle
from participation.export.bundle.reading import check_bundle, parse_bundle

__all__ = ["FORMAT", "VERSION", "check_bundle", "export_bundle", "import_bundle", "parse_bundle"]
