"""News as an Atom feed (RFC 4287), paged where it is long (RFC 5005, section 3). No database, no request."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold (XML 1.0, 2.2)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``key`` is the path of its id, ``address`` where it is read, ``summary`` may be empty."""

    key: str
    at: datetime
    title: str
    address: str
    summary: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: ``key`` is the path of its id, ``address`` its own, ``page`` the page that it belongs to."""

    key: str
    title: str
    author: str
    language: str
    address: str
    page: str
    since: datetime
    """What its date is while there are no entries."""
    entries: Sequence[Entry]
    other_pages: Mapping[str, str] = field(default_factory=dict)
    """Addresses of other pages of the feed by how they lie to this one: ``first``, ``previous``, ``next``, ``last``."""


def written(feed: Feed, base_url: str) -> str:
    """Return the feed as XML, the newest entry first.

    Its ids are tag URIs (RFC 4151) of the installation at ``base_url``: they stay when titles and addresses change.
    """
    authority = urlsplit(base_url).hostname or "localhost"
    root = ET.Element("feed", {"xmlns": ATOM, _LANGUAGE: feed.language})
    _add(root, "id", _tag(authority, feed.since, feed.key))
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(max((entry.at for entry in feed.entries), default=feed.since)))
    _add(_add(root, "author"), "name", feed.author)
    _add(root, "link", rel="self", type=MEDIA_TYPE, href=feed.address)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    for relation, address in feed.other_pages.items():
        _add(root, "link", rel=relation, type=MEDIA_TYPE, href=address)
    for entry in feed.entries:
        _add_entry(root, entry, authority)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode")


def _add_entry(root: ET.Element, entry: Entry, authority: str) -> None:
    element = _add(root, "entry")
    _add(element, "id", _tag(authority, entry.at, entry.key))
    _add(element, "title", entry.title)
    _add(element, "updated", _moment(entry.at))
    _add(element, "link", rel="alternate", type="text/html", href=entry.address)
    for category in entry.categories:
        _add(element, "category", term=category)
    if entry.summary:
        _add(element, "summary", entry.summary)


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, name, attributes)
    element.text = _NOT_XML.sub("", text) or None
    return element


def _tag(authority: str, at: datetime, key: str) -> str:
    return f"tag:{authority},{at.astimezone(UTC):%Y-%m-%d}:{key}"


def _moment(at: datetime) -> str:
    """Return a moment as RFC 3339 writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
