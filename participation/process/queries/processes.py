"""Reads of one process."""

from dataclasses import dataclass

from sqlalchemy import select

from participation.kernel.database import LARGEST_NUMBER, db
from participation.process.domain import worded
from participation.process.errors import EntryUnknown, ProcessUnknown
from participation.process.models import ProcessEntry
from participation.workshop.models import Process
from participation.workshop.queries import find_process


@dataclass(frozen=True, slots=True)
class ProcessTexts:
    """Title and description as one reader sees them, each with the language it is in."""

    title: str
    title_language: str
    description: str
    description_language: str


def get_process(process_id: int) -> Process:
    """Return the process with this id; raises ``ProcessUnknown``."""
    process = find_process(process_id)
    if process is None:
        raise ProcessUnknown
    return process


def get_public_process(process_id: int) -> Process:
    """Return a process that residents may see; raises ``ProcessUnknown`` for all others."""
    process = get_process(process_id)
    if process.published_at is None:
        raise ProcessUnknown
    return process


def texts_of(process: Process, language: str) -> ProcessTexts:
    """Return title and description in ``language`` where they were written in it, else in the process's own."""
    titles = {tag: texts.get("title", "") for tag, texts in process.translations.items()}
    descriptions = {tag: texts.get("description", "") for tag, texts in process.translations.items()}
    first = process.language
    title, title_language = worded({first: process.title} | titles, language, first)
    description, description_language = worded({first: process.description} | descriptions, language, first)
    return ProcessTexts(title, title_language, description, description_language)


def list_dates_to_edit(process_id: int) -> list[ProcessEntry]:
    """Return the dates of a process that are no workshops, the earliest first."""
    statement = select(ProcessEntry).where(ProcessEntry.process_id == process_id)
    return list(db.session.scalars(statement.order_by(ProcessEntry.day, ProcessEntry.id)))


def get_entry(process_id: int, entry_id: int) -> ProcessEntry:
    """Return a date of this process; raises ``EntryUnknown``."""
    entry = db.session.get(ProcessEntry, entry_id) if entry_id <= LARGEST_NUMBER else None
    if entry is None or entry.process_id != process_id:
        raise EntryUnknown
    return entry
