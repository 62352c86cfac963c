"""Files that were uploaded and wait for a person's confirmation, for a day at most.

They lie in ``instance/uploads`` under a random name; nothing of the name that the browser sent reaches a path.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from flask import current_app

from participation.concept.errors import UploadGone
from participation.concept.reading import Mapping
from participation.kernel.ids import new_token

KEPT_SECONDS: Final = 24 * 60 * 60
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{32}")
_LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that waits, with what the person chose for it so far.

    ``concept_id`` is ``None`` for a new concept, which is called ``title`` (empty: as the document says). ``mapping``
    is what they corrected.
    """

    token: str
    filename: str
    concept_id: int | None = None
    title: str = ""
    mapping: Mapping = field(default_factory=Mapping)

    def content(self) -> bytes:
        """Return the file; raises ``UploadGone``."""
        try:
            return _path(self.token, "file").read_bytes()
        except FileNotFoundError as error:
            raise UploadGone from error


def bare_name(filename: str) -> str:
    """Return what a browser calls the file, without folders, not too long; it is only shown, and its ending read."""
    return filename.replace("\\", "/").rpartition("/")[2][-_LONGEST_NAME:]


def keep_upload(content: bytes, filename: str) -> Upload:
    """Keep a file and return it; throws away those that are older than a day."""
    _sweep()
    upload = Upload(new_token(), bare_name(filename))
    _write(_path(upload.token, "file"), content)
    save_upload(upload)
    return upload


def save_upload(upload: Upload) -> None:
    """Keep what the person chose for the file."""
    data: dict[str, object] = {
        "filename": upload.filename,
        "concept_id": upload.concept_id,
        "title": upload.title,
        "mapping": upload.mapping.to_data(),
    }
    _write(_path(upload.token, "json"), json.dumps(data).encode())


def get_upload(token: str) -> Upload:
    """Return the upload with this token; raises ``UploadGone``."""
    path = _path(token, "json")
    try:
        if path.stat().st_mtime < time.time() - KEPT_SECONDS:
            raise UploadGone
        data: Pairs[str, object] = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise UploadGone from error
    return _from_data(token, data)


def drop_upload(token: str) -> None:
    """Throw a file away, if it is still there."""
    for kind in ("file", "json"):
        _path(token, kind).unlink(missing_ok=True)


def _from_data(token: str, data: Pairs[str, object]) -> Upload:
    concept_id, mapping = data["concept_id"], data["mapping"]
    return Upload(
        token=token,
        filename=str(data["filename"]),
        concept_id=concept_id if isinstance(concept_id, int) else None,
        title=str(data["title"]),
        mapping=Mapping.from_data(mapping) if isinstance(mapping, dict) else Mapping(),
    )


def _path(token: str, kind: str) -> Path:
    if not _TOKEN.fullmatch(token):
        raise UploadGone
    return _folder() / f"{token}.{kind}"


def _folder() -> Path:
    folder = Path(current_app.instance_path, "uploads")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _write(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)


def _sweep() -> None:
    oldest = time.time() - KEPT_SECONDS
    for path in _folder().iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
