"""Use cases of the concept: take a document over, keep uploads until they are confirmed, rename."""

from participation.concept.services.imports import ImportPlan, apply_import, changes_data, prepare_import, read_for
from participation.concept.services.mappings import stored_mapping
from participation.concept.services.titles import rename_concept
from participation.concept.services.uploads import (
    Upload,
    bare_name,
    drop_upload,
    get_upload,
    keep_upload,
    save_upload,
)

__all__ = [
    "ImportPlan",
    "Upload",
    "apply_import",
    "bare_name",
    "changes_data",
    "drop_upload",
    "get_upload",
    "keep_upload",
    "prepare_import",
    "read_for",
    "rename_concept",
    "save_upload",
    "stored_mapping",
]
