"""The office begins a report, writes recommendations, and hands it out."""

import re
from html import unescape

import pytest
from sqlalchemy import select

from participation.access.models import LogEntry
from participation.i18n.formats import local
from participation.kernel import clock
from participation.kernel.database import db
from participation.report.models import IntegrationReport, Recommendation

BASE = "/office/monitoring/reports"


def texts():
    db.session.rollback()
    return [(entry.field_id, entry.text, entry.version) for entry in db.session.scalars(select(Recommendation))]


def test_report_is_begun_for_a_period(desk, city):
    answer = desk.send(BASE, concept=city.concept.id, since="2025-01-01", until="2025-12-31")
    report = db.session.scalars(select(IntegrationReport).order_by(IntegrationReport.id.desc())).first()
    assert (answer.status_code, answer.location) == (303, f"{BASE}/{report.id}")
    assert (report.since.isoformat(), report.until.isoformat()) == ("2025-01-01", "2025-12-31")
    assert db.session.scalars(select(LogEntry.action)).all() == ["begin_report"]


@pytest.mark.parametrize(
    ("since", "until", "sentence"),
    [
        ("2026-01-01", "2025-12-31", "The period ends before it begins."),
        ("2026-01-01", "2999-12-31", "The last day lies ahead."),
        ("", "2025-12-31", "Please give a day"),
    ],
)
def test_period_that_cannot_be_comes_back_as_typed(desk, city, since, until, sentence):
    answer = desk.send(BASE, concept=city.concept.id, since=since, until=until)
    page = unescape(answer.text)
    assert (answer.status_code, sentence in page, f'value="{until}"' in page) == (422, True, True)
    assert db.session.query(IntegrationReport).count() == 1


def test_next_report_is_offered_from_the_day_at_which_the_former_ended(desk, city):
    page = desk.get(BASE).text
    days = [re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1] for name in ("since", "until")]
    assert days == [city.report.until.isoformat(), local(clock.now()).date().isoformat()]


def test_recommendation_is_kept_with_who_wrote_it_and_when(desk, city):
    address = f"{BASE}/{city.report.id}/recommendations/{city.work.id}"
    answer = desk.send(address, text=" More rooms. \nMore money. ", seen_version="0")
    assert (answer.status_code, answer.location) == (303, f"{BASE}/{city.report.id}#field-{city.work.id}")
    assert texts() == [(city.work.id, "More rooms.\nMore money.", 1)]
    page = desk.get(f"{BASE}/{city.report.id}").text
    assert ("More rooms." in page, page.count("last changed by office-")) == (True, 1)


def test_page_tells_what_moved_in_each_field_of_action(desk, city):
    page = desk.get(f"{BASE}/{city.report.id}").text.split(f'id="field-{city.language.id}"')[1].split("</section>")[0]
    (line,) = re.findall(r"<li>(.*?)</li>", page, re.DOTALL)
    said = " ".join(unescape(re.sub(r"<[^>]+>", "", line)).split())
    assert said == "Begun: Adopted → In progress, 1 Feb 2026 money is there"


def test_second_writer_sees_both_versions_and_nothing_is_lost(desk, city):
    address = f"{BASE}/{city.report.id}/recommendations/{city.work.id}"
    desk.send(address, text="The first.", seen_version="0")
    answer = desk.send(address, text="The second.", seen_version="0")
    page = unescape(answer.text)
    assert (answer.status_code, "The first." in page, "The second.</textarea>" in page) == (409, True, True)
    assert texts() == [(city.work.id, "The first.", 1)]
    shown = page.split(f'id="field-{city.work.id}"')[1]
    version = re.search(r'name="seen_version" value="(\d+)"', shown)[1]
    assert desk.send(address, text="The second.", seen_version=version).status_code == 303
    assert texts() == [(city.work.id, "The second.", 2)]


def test_field_of_action_of_another_concept_is_refused(desk, city):
    answer = desk.send(f"{BASE}/{city.report.id}/recommendations/999", text="x", seen_version="0")
    assert (answer.status_code, texts()) == (422, [])


def test_report_is_given_up_and_the_log_keeps_its_texts(desk, city):
    desk.send(f"{BASE}/{city.report.id}/recommendations/{city.work.id}", text="Kept.", seen_version="0")
    assert desk.send(f"{BASE}/{city.report.id}/remove").status_code == 303
    db.session.rollback()
    assert (db.session.query(IntegrationReport).count(), texts()) == (0, [])
    entry = db.session.scalars(select(LogEntry).where(LogEntry.action == "remove_report")).one()
    assert entry.details["texts"] == {str(city.work.id): "Kept."}


@pytest.mark.parametrize("where", ["/999", "/999/report.docx", "/999/report.pdf"])
def test_report_that_is_not_there_is_not_found(desk, city, where):
    assert desk.get(f"{BASE}{where}").status_code == 404


def test_report_is_handed_out_as_word_and_pdf_only(desk, city):
    address = f"{BASE}/{city.report.id}/report"
    begun = {ending: desk.get(f"{address}.{ending}").data[:4] for ending in ("docx", "pdf")}
    assert begun == {"docx": b"PK\x03\x04", "pdf": b"%PDF"}
    assert desk.get(f"{address}.odt").status_code == 404
