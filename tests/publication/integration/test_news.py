"""News of a concept as an Atom feed, read with the standard library."""

from xml.etree import ElementTree as ET

import pytest

from participation.concept.models import MeasureState
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.queries import get_measure
from participation.measures.services import change_state

ATOM = "{http://www.w3.org/2005/Atom}"


def feed_of(stranger, path="/news.atom", **headers):
    answer = stranger.get(path, **headers)
    assert (answer.status_code, answer.content_type) == (200, "application/atom+xml; charset=utf-8")
    return ET.fromstring(answer.data)  # noqa: S314 - our own feed


def said(feed, name):
    return [entry.findtext(f"{ATOM}{name}") for entry in feed.iter(f"{ATOM}entry")]


def test_feed_tells_turns_results_and_adoptions_newest_first(stranger):
    assert said(feed_of(stranger), "title") == [
        "Abgelehnt · Kurs rejected",
        "Umgesetzt · Kurs done",
        "In Umsetzung · Kurs done",
        "Ergebnisse der Werkstatt · Werkstatt Sport",
        "Beschlossen · Zusammen in Lindenfurt · Fassung 2026",
        "Beschlossen · Zusammen in Lindenfurt · Fassung 2020",
    ]


EDITIONS = [
    "Beschlossen · Zusammen in Lindenfurt · Fassung 2026",
    "Beschlossen · Zusammen in Lindenfurt · Fassung 2020",
]


def test_feed_of_a_field_of_action_tells_what_belongs_to_it(stranger, published):
    with transaction():
        change_state(get_measure(published.adopted.id), None, MeasureState.IN_PROGRESS)
    sport, school = (feed_of(stranger, f"/news.atom?field={field.id}") for field in (published.sport, published.school))
    own = ["In Umsetzung · Kurs adopted", "Ergebnisse der Werkstatt · Werkstatt Sport"]
    assert (said(sport, "title"), said(school, "title")) == ([*own, *EDITIONS], EDITIONS)
    assert [feed.findtext(f"{ATOM}title") for feed in (sport, school)] == [
        "Neues · Zusammen in Lindenfurt · Sport",
        "Neues · Zusammen in Lindenfurt · Bildung",
    ]


def links(element):
    return [(link.get("rel"), link.get("type"), link.get("href")) for link in element.findall(f"{ATOM}link")]


@pytest.mark.parametrize("narrowed", ["", "?field={}"])
def test_feed_has_what_the_standard_asks_for(stranger, published, narrowed):
    narrowed = narrowed.format(published.sport.id)
    feed = feed_of(stranger, f"/news.atom{narrowed}")
    assert [element.tag.removeprefix(ATOM) for element in feed if element.tag != f"{ATOM}entry"] == [
        "id",
        "title",
        "updated",
        "author",
        "link",
        "link",
    ]
    begun, place = f"{published.concept.created_at:%Y-%m-%d}", f"/field/{published.sport.id}" if narrowed else ""
    assert feed.findtext(f"{ATOM}id") == f"tag:127.0.0.1,{begun}:concept/{published.concept.id}{place}"
    assert feed.find(f"{ATOM}author/{ATOM}name").text == "Musterstadt"
    own = f"http://127.0.0.1:8000{stranger.base}"
    assert links(feed) == [
        ("self", "application/atom+xml", f"{own}/news.atom{narrowed}"),
        ("alternate", "text/html", f"{own}{narrowed}"),
    ]
    assert feed.findtext(f"{ATOM}updated") == said(feed, "updated")[0]


def test_each_entry_has_its_own_id_moment_page_and_kind(stranger, published):
    feed = feed_of(stranger)
    kinds = [entry.find(f"{ATOM}category").get("term") for entry in feed.iter(f"{ATOM}entry")]
    pages = [links(entry) for entry in feed.iter(f"{ATOM}entry")]
    own = f"http://127.0.0.1:8000{stranger.base}"
    done, rejected = (published.measures[state].id for state in (MeasureState.DONE, MeasureState.REJECTED))
    addresses = [f"{own}/measures/{rejected}", *[f"{own}/measures/{done}"] * 2]
    addresses += [f"http://127.0.0.1:8000/{published.workshop.code}/results", own, own]
    assert list(zip(said(feed, "updated"), said(feed, "id"), kinds, strict=True)) == [
        ("2026-07-01T17:00:00Z", "tag:127.0.0.1,2026-07-01:turn/6", "Abgelehnt"),
        ("2026-07-01T16:00:00Z", "tag:127.0.0.1,2026-07-01:turn/5", "Umgesetzt"),
        ("2026-07-01T15:00:00Z", "tag:127.0.0.1,2026-07-01:turn/4", "In Umsetzung"),
        (
            "2026-07-01T12:00:00Z",
            f"tag:127.0.0.1,2026-07-01:results/{published.workshop.id}",
            "Ergebnisse der Werkstatt",
        ),
        ("2026-06-16T22:00:00Z", f"tag:127.0.0.1,2026-06-16:edition/{published.edition.id}", "Beschlossen"),
        ("2020-03-03T23:00:00Z", f"tag:127.0.0.1,2020-03-03:edition/{published.old.id}", "Beschlossen"),
    ]
    assert pages == [[("alternate", "text/html", address)] for address in addresses]


def test_reason_and_resolution_stand_in_the_summary(stranger):
    assert said(feed_of(stranger), "summary") == [
        "Dafür ist das Land zuständig.",
        None,
        None,
        None,
        "Rat der Stadt · V/2026/0815",
        None,
    ]


def test_ids_stay_when_titles_change_and_in_every_language(stranger, published):
    before = said(feed_of(stranger), "id")
    published.concept.title, published.measures[MeasureState.DONE].title = "Neu", "Anders"
    db.session.commit()
    assert said(feed_of(stranger, **{"Accept-Language": "ar"}), "id") == before


@pytest.mark.parametrize("title", ["A & B <c>", "bell\x07 and \ufffe", "emoji 😀"])
def test_any_title_gives_well_formed_xml(stranger, published, title):
    published.measures[MeasureState.DONE].title = title
    db.session.commit()
    readable = title.replace("\x07", "").replace("\ufffe", "")
    assert said(feed_of(stranger), "title")[1] == f"Umgesetzt · {readable}"


def test_pages_name_the_feed_for_readers(stranger, published):
    def address(path):
        return stranger.look(path).xpath("//link[@rel='alternate'][@type='application/atom+xml']/@href")

    assert address("") == [f"{stranger.base}/news.atom"]
    assert address(f"?field={published.sport.id}") == [f"{stranger.base}/news.atom?field={published.sport.id}"]
