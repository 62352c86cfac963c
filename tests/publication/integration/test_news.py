"""News of a concept as an Atom feed, read with the standard library."""

from xml.etree import ElementTree as ET

import pytest

from participation.concept.models import MeasureState
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.queries import get_measure
from participation.measures.services import change_state
from tests.factories import a_measure

ATOM = "{http://www.w3.org/2005/Atom}"


def feed_of(stranger, path="/news.atom", **headers):
    answer = stranger.get(path, **headers)
    assert (answer.status_code, answer.content_type) == (200, "application/atom+xml; charset=utf-8")
    return ET.fromstring(answer.data)  # noqa: S314 - our own feed


def said(feed, name):
    return [entry.findtext(f"{ATOM}{name}") for entry in feed.iter(f"{ATOM}entry")]


def entry_of(stranger, title):
    (entry,) = (each for each in feed_of(stranger).iter(f"{ATOM}entry") if each.findtext(f"{ATOM}title") == title)
    return entry


def test_feed_tells_turns_results_and_adoptions_newest_first(stranger):
    assert said(feed_of(stranger), "title") == [
        "Abgelehnt · Kurs rejected",
        "Umgesetzt · Kurs done",
        "In Umsetzung · Kurs done",
        "Ergebnisse der Werkstatt · Werkstatt Sport",
        "Beschlossen · Zusammen in Lindenfurt · Fassung 2026",
        "Beschlossen · Kurs adopted",
        "Beschlossen · Kurs in_progress",
        "Beschlossen · Kurs done",
        "Beschlossen · Zusammen in Lindenfurt · Fassung 2020",
    ]


EDITIONS = [
    "Beschlossen · Zusammen in Lindenfurt · Fassung 2026",
    "Beschlossen · Zusammen in Lindenfurt · Fassung 2020",
]


def test_each_adopted_measure_is_an_entry_with_its_fields_dated_like_its_edition(stranger, published):
    entry = entry_of(stranger, "Beschlossen · Kurs adopted")
    assert entry.findtext(f"{ATOM}updated") == "2026-06-16T22:00:00Z"
    assert entry.findtext(f"{ATOM}summary") == "Sport · Rat der Stadt · V/2026/0815"
    assert [category.get("term") for category in entry.findall(f"{ATOM}category")] == ["Beschlossen", "Sport"]
    assert entry.find(f"{ATOM}link").get("href").endswith(f"/measures/{published.adopted.id}")


def test_measure_that_a_document_brought_in_as_adopted_is_told_by_the_first_edition_that_has_it(stranger, published):
    running = published.measures[MeasureState.IN_PROGRESS]
    a_measure(published.old, state=MeasureState.ADOPTED, lineage=running.lineage)
    entry = entry_of(stranger, "Beschlossen · Kurs in_progress")
    assert entry.findtext(f"{ATOM}id") == f"tag:127.0.0.1,2020-03-03:adopted/{running.lineage}"
    assert entry.findtext(f"{ATOM}updated") == "2020-03-03T23:00:00Z"


def test_adoption_is_told_on_when_the_measure_was_postponed_afterwards(stranger, published):
    change_state(get_measure(published.measures[MeasureState.IN_PROGRESS].id), None, MeasureState.POSTPONED, "Warten")
    db.session.commit()
    titles = said(feed_of(stranger), "title")
    assert [title for title in titles if title.endswith("Kurs in_progress")] == [
        "Zurückgestellt · Kurs in_progress",
        "Beschlossen · Kurs in_progress",
    ]


def test_measure_that_nobody_adopted_or_that_is_no_longer_public_is_not_told_as_adopted(stranger, published):
    a_measure(published.old, state=MeasureState.ADOPTED, lineage=published.measures[MeasureState.IN_REVIEW].lineage)
    told = said(feed_of(stranger), "title")
    assert [title for title in told if title.startswith("Beschlossen · Kurs")] == [
        "Beschlossen · Kurs adopted",
        "Beschlossen · Kurs in_progress",
        "Beschlossen · Kurs done",
    ]


@pytest.fixture
def large_adoption(published):
    for number in range(107):
        a_measure(published.edition, title=f"Kurs {number}", state=MeasureState.ADOPTED)


def pages_from(stranger, path):
    """The feed documents that a reader gets who begins at ``path`` and goes on as long as there is a next one."""
    while path:
        feed = feed_of(stranger, path)
        yield feed
        path = next((href.partition(stranger.base)[2] for kind, _type, href in links(feed) if kind == "next"), "")


def test_large_adoption_is_told_whole_on_pages_of_fifty(stranger, large_adoption):
    pages = [said(page, "title") for page in pages_from(stranger, "/news.atom")]
    assert [len(page) for page in pages] == [50, 50, 5 + 4 + 107 - 100]
    told = [title for page in pages for title in page]
    assert [title for title in told if title.startswith("Beschlossen · Kurs ")] == [
        *(f"Beschlossen · Kurs {state}" for state in ("adopted", "in_progress", "done")),
        *(f"Beschlossen · Kurs {number}" for number in range(107)),
    ]
    assert (told[0], told[-1]) == ("Abgelehnt · Kurs rejected", EDITIONS[1])


@pytest.mark.parametrize(
    ("page", "own", "others"),
    [
        ("", "", {"first": "", "next": "page=2", "last": "page=3"}),
        ("page=2", "page=2", {"first": "", "previous": "", "next": "page=3", "last": "page=3"}),
        ("page=99", "page=3", {"first": "", "previous": "page=2", "last": "page=3"}),
        ("page=x", "", {"first": "", "next": "page=2", "last": "page=3"}),
    ],
)
def test_pages_of_a_long_feed_name_each_other(stranger, large_adoption, page, own, others):
    def address(query):
        return f"http://127.0.0.1:8000{stranger.base}/news.atom{'?' if query else ''}{query}"

    feed = feed_of(stranger, f"/news.atom?{page}")
    found = {kind: href for kind, _type, href in links(feed) if kind != "alternate"}
    assert found == {"self": address(own)} | {kind: address(query) for kind, query in others.items()}


def test_all_pages_are_one_feed_and_keep_to_their_field(stranger, published, large_adoption):
    for measure in list(published.edition.measures):
        measure.fields = [published.sport]
    db.session.commit()
    pages = list(pages_from(stranger, f"/news.atom?field={published.sport.id}"))
    assert len(pages) == 3
    assert len({page.findtext(f"{ATOM}id") for page in pages}) == 1
    assert {f"field={published.sport.id}" in href for page in pages for _kind, _type, href in links(page)} == {True}


def test_page_of_the_concept_tells_an_adoption_once(stranger, published):
    news = stranger.look(f"?field={published.sport.id}").xpath("//section[@aria-labelledby='news']//li//a/text()")
    assert news == [
        "Werkstatt Sport",
        "Zusammen in Lindenfurt · Fassung 2026",
        "Zusammen in Lindenfurt · Fassung 2020",
    ]


def test_feed_of_a_field_of_action_tells_what_belongs_to_it(stranger, published):
    with transaction():
        change_state(get_measure(published.adopted.id), None, MeasureState.IN_PROGRESS)
    sport, school = (feed_of(stranger, f"/news.atom?field={field.id}") for field in (published.sport, published.school))
    own = ["In Umsetzung · Kurs adopted", "Ergebnisse der Werkstatt · Werkstatt Sport"]
    assert said(sport, "title") == [*own, EDITIONS[0], "Beschlossen · Kurs adopted", EDITIONS[1]]
    assert said(school, "title") == EDITIONS
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
    adopted = [
        published.adopted,
        *(published.measures[state] for state in (MeasureState.IN_PROGRESS, MeasureState.DONE)),
    ]
    addresses += [f"http://127.0.0.1:8000/{published.workshop.code}/results", own]
    addresses += [*(f"{own}/measures/{measure.id}" for measure in adopted), own]
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
        ("2026-06-16T22:00:00Z", "tag:127.0.0.1,2026-06-16:turn/3", "Beschlossen"),
        *(
            ("2026-06-16T22:00:00Z", f"tag:127.0.0.1,2026-06-16:adopted/{measure.lineage}", "Beschlossen")
            for measure in adopted[1:]
        ),
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
        "Sport · Rat der Stadt · V/2026/0815",
        "Rat der Stadt · V/2026/0815",
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
