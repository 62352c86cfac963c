"""Letters and links for leads: what the office hands on, because nothing is sent from here."""

import csv
from io import BytesIO, StringIO

from docx import Document

from participation.concept.models import MeasureState
from participation.monitoring.queries import get_request
from tests.factories import a_measure
from tests.monitoring.integration.conftest import begun, in_days, link_of, reported, requests_of

BASE = "http://localhost:8000"


def paragraphs_and_tables(answer):
    document = Document(BytesIO(answer.data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    tables = [[cell.text for row in table.rows[1:] for cell in row.cells] for table in document.tables]
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    return texts, tables, headings


def base_url(app):
    return app.config["SETTINGS"].base_url


def test_each_lead_gets_one_letter_with_the_links_of_its_measures(app, office, edition, measure):
    a_measure(edition, title="Laufkurse", lead=" Sportverein ", state=MeasureState.ADOPTED)
    a_measure(edition, title="Beratung", lead="Amt für Soziales", state=MeasureState.IN_PROGRESS)
    a_measure(edition, title="Niemandes", lead="", state=MeasureState.ADOPTED)
    round_id = begun(edition)
    links = [base_url(app) + link_of(request_id) for request_id in requests_of(round_id)]
    answer = office.get(f"/office/monitoring/rounds/{round_id}/letters.docx")
    texts, tables, headings = paragraphs_and_tables(answer)
    assert headings == ["Amt für Soziales", "Sportverein", "Maßnahmen ohne Federführung"]
    assert tables == [
        ["", "Beratung", links[2]],
        ["1.2", "Schwimmkurse", links[0], "", "Laufkurse", links[1]],
        ["", "Niemandes", links[3]],
    ]
    assert texts.count("Fragen beantwortet: Olga, 0241 1") == 3
    assert answer.cache_control.no_store is True


def test_letters_go_to_those_who_have_not_reported(office, edition, measure):
    a_measure(edition, title="Beratung", lead="Amt", state=MeasureState.IN_PROGRESS)
    round_id = begun(edition)
    address = f"/office/monitoring/rounds/{round_id}/letters.docx"
    reported(requests_of(round_id)[1])
    assert paragraphs_and_tables(office.get(address))[2] == ["Sportverein"]
    reported(requests_of(round_id)[0])
    assert "Alle haben berichtet." in paragraphs_and_tables(office.get(address))[0]


def test_all_links_come_as_a_table_that_no_spreadsheet_runs(app, office, edition, measure):
    a_measure(edition, title="=1+1", lead="+49 Amt", state=MeasureState.IN_PROGRESS)
    round_id = begun(edition)
    ids = requests_of(round_id)
    reported(ids[1])
    answer = office.get(f"/office/monitoring/rounds/{round_id}/links.csv")
    rows = list(csv.reader(StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    until, today = in_days(14).isoformat(), in_days(0).isoformat()
    assert rows == [
        ["Federführung", "Ziele", "Maßnahme", "Link", "Frist", "Berichtet am"],
        ["Sportverein", "1.2", "Schwimmkurse", base_url(app) + link_of(ids[0]), until, ""],
        ["'+49 Amt", "", "'=1+1", base_url(app) + link_of(ids[1]), until, today],
    ]


def test_letter_of_one_measure_stands_ready_to_be_copied(app, office, asked):
    page = office.look(f"/office/monitoring/requests/{asked}")
    link = base_url(app) + link_of(asked)
    assert f'value="{link}"' in page
    letter = page[page.index("Sachstandsbericht für das 2. Halbjahr 2026") :]
    assert letter.index("Guten Tag,") < letter.index(f"1.2 Schwimmkurse\n{link}") < letter.index("Olga, 0241 1")
    assert get_request(asked).round.contact == "Olga, 0241 1"


def test_downloads_of_a_round_that_is_none_are_not_found(office):
    addresses = [f"/office/monitoring/rounds/7/{name}" for name in ("letters.docx", "links.csv")]
    assert [office.get(address).status_code for address in addresses] == [404, 404]
