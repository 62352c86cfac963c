"""Values of indicators by spreadsheet: the sheet goes out, comes back filled in, and changes what was confirmed."""

import io
import re
from datetime import date
from html import unescape

import pytest
from openpyxl import load_workbook
from werkzeug.datastructures import FileStorage

from participation.concept.models import EditionState, Indicator, IndicatorValue
from participation.kernel import clock
from participation.kernel.database import db
from tests.factories import a_concept, a_goal, an_edition, an_office_user, saved, stands_as

LAST_YEAR = clock.now().year - 1


@pytest.fixture
def office(app, database):
    user = an_office_user()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"], session["language"] = str(user.id), True, "en"
    return client


@pytest.fixture
def concept(database):
    return a_concept(language="de")


@pytest.fixture
def edition(concept):
    return stands_as(an_edition(concept), EditionState.ADOPTED)


@pytest.fixture
def indicators(edition):
    goal = a_goal(edition, number="1.2", text="Alle spielen mit.")
    made = [saved(Indicator(goal=goal, position=place, name=name)) for place, name in enumerate(("Kinder", "Vereine"))]
    saved(IndicatorValue(indicator_id=made[0].id, at=date(2023, 12, 31), value=12.5))
    return made


@pytest.fixture
def send(office, concept):
    def call(where, **values):
        token = re.search(r'name="csrf_token" value="([^"]+)"', office.get("/password").text)[1]
        return office.post(f"/office/concepts/{concept.id}/values{where}", data={"csrf_token": token, **values})

    return call


@pytest.fixture
def downloaded(office, concept, indicators):
    answer = office.get(f"/office/concepts/{concept.id}/values.xlsx")
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.data))


@pytest.fixture
def uploaded(send):
    """Send a workbook and return the address of its preview."""

    def call(book, name="werte.xlsx"):
        stream = io.BytesIO()
        book.save(stream)
        stream.seek(0)
        answer = send("/import", file=FileStorage(stream, name))
        assert answer.status_code == 303
        return answer.location

    return call


def values_of(indicator):
    db.session.rollback()
    return [(reading.at.year, reading.value) for reading in indicator.values]


def confirm(office, send, preview, *, take=None):
    page = unescape(office.get(preview).text)
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    chosen = re.findall(r'name="take"\s+value="([^"]+)"', page) if take is None else take
    return send(preview.split("/values", 1)[1] + "/confirm", seen=seen, take=chosen)


def test_sheet_has_a_row_for_each_indicator_and_a_column_for_each_day(downloaded, indicators):
    rows = list(downloaded.worksheets[0].iter_rows(values_only=True))
    assert rows[0] == (
        "ID",
        "Ziel",
        "Indikator",
        "Einheit",
        "Richtung",
        "Quelle",
        "Ausgangswert",
        "Zielwert",
        "31.12.2023",
        f"31.12.{LAST_YEAR}",
    )
    assert [(row[0], row[1], row[2], row[8:]) for row in rows[1:]] == [
        (indicators[0].lineage, "1.2 Alle spielen mit.", "Kinder", (12.5, None)),
        (indicators[1].lineage, "1.2 Alle spielen mit.", "Vereine", (None, None)),
    ]


def test_advice_is_printed_whole_on_one_page_across(downloaded):
    advice = downloaded.worksheets[1]
    assert {cell.alignment.wrap_text for row in advice.iter_rows() for cell in row} == {True}
    assert (advice.sheet_properties.pageSetUpPr.fitToPage, advice.page_setup.fitToHeight) == (True, 0)
    heights = [advice.row_dimensions[row].height for row in range(1, advice.max_row + 1)]
    assert [height or 15 for height in heights] == [15 if len(cell.value) <= 80 else 30 for cell in advice["A"]]


def test_sheet_that_comes_back_as_it_went_out_says_nothing_new(office, uploaded, downloaded):
    page = office.get(uploaded(downloaded)).text
    assert ("The sheet says nothing new." in page, "Not taken over" in page) == (True, False)


def test_ticked_values_are_recorded_and_the_others_are_not(office, send, uploaded, downloaded, indicators):
    sheet = downloaded.worksheets[0]
    sheet["I2"], sheet["J2"], sheet["J3"] = 13, "14,5", 7
    preview = uploaded(downloaded)
    answer = confirm(office, send, preview, take=[f"{indicators[0].lineage} {LAST_YEAR}-12-31"])
    assert answer.status_code == 303
    assert [values_of(each) for each in indicators] == [[(2023, 12.5), (LAST_YEAR, 14.5)], []]
    assert office.get(preview).status_code == 404


def test_faults_are_named_beside_what_can_be_taken(office, send, uploaded, downloaded, indicators):
    sheet = downloaded.worksheets[0]
    sheet["J2"], sheet["J3"] = "ungefähr 7", 8
    preview = uploaded(downloaded)
    page = unescape(office.get(preview).text)
    assert re.findall(r"<li>(.*?)</li>", page.split('id="faults"')[1].split("</ul>")[0]) == [
        "Cell J2 “Kinder”: “ungefähr 7” is not a figure."
    ]
    assert confirm(office, send, preview).status_code == 303
    assert [values_of(each) for each in indicators] == [[(2023, 12.5)], [(LAST_YEAR, 8.0)]]


def test_emptied_cell_and_deleted_row_remove_nothing_and_are_told(office, uploaded, downloaded, indicators):
    sheet = downloaded.worksheets[0]
    sheet["I2"] = None
    sheet.delete_rows(3)
    page = unescape(office.get(uploaded(downloaded)).text)
    emptied, absent = (page.split(f'id="{place}"')[1].split("</section>")[0] for place in ("emptied", "absent"))
    assert ("Kinder" in emptied, "12.5" in emptied, "Vereine" in absent) == (True, True, True)
    assert values_of(indicators[0]) == [(2023, 12.5)]


def test_value_recorded_in_the_meantime_is_seen_before_it_is_overwritten(
    office, send, uploaded, downloaded, indicators
):
    downloaded.worksheets[0]["I2"] = 13
    preview = uploaded(downloaded)
    page = office.get(preview).text
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    indicators[0].values[0].value = 99
    db.session.commit()
    take = [f"{indicators[0].lineage} 2023-12-31"]
    answer = send(preview.split("/values", 1)[1] + "/confirm", seen=seen, take=take)
    assert (answer.status_code, "The values are not what you saw" in answer.text) == (409, True)
    assert values_of(indicators[0]) == [(2023, 99.0)]


def test_nothing_ticked_records_nothing(office, send, uploaded, downloaded, indicators):
    downloaded.worksheets[0]["I2"] = 13
    answer = confirm(office, send, uploaded(downloaded), take=[])
    assert (answer.status_code, "Tick at least one value" in answer.text) == (422, True)
    assert values_of(indicators[0]) == [(2023, 12.5)]


def test_values_of_a_sheet_reach_the_draft_beside_the_adopted_edition(office, send, uploaded, concept, indicators):
    draft = saved(Indicator(goal=a_goal(an_edition(concept)), name="Kinder", lineage=indicators[0].lineage))
    book = load_workbook(io.BytesIO(office.get(f"/office/concepts/{concept.id}/values.xlsx").data))
    book.worksheets[0]["J2"] = 20
    confirm(office, send, uploaded(book))
    assert (values_of(indicators[0])[-1], values_of(draft)) == ((LAST_YEAR, 20.0), [(LAST_YEAR, 20.0)])


def test_sheet_of_another_concept_is_not_confirmed_here(office, uploaded, downloaded):
    other = a_concept(title="Elsewhere")
    preview = uploaded(downloaded)
    assert office.get(f"/office/concepts/{other.id}{preview[preview.index('/values') :]}").status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 torn", "is damaged"),
        (b"a;b", "is not a .xlsx file inside"),
        (None, "Please choose a file."),
    ],
)
def test_file_that_is_no_sheet_is_refused_in_words(send, indicators, content, sentence):
    sent = {} if content is None else {"file": FileStorage(io.BytesIO(content), "werte.xlsx")}
    answer = send("/import", **sent)
    assert (answer.status_code, sentence in unescape(answer.text)) == (422, True)


def test_preview_costs_the_same_with_two_indicators_and_with_four(office, uploaded, downloaded, edition, statements):
    counts = []
    for more in (0, 2):
        for _ in range(more):
            saved(Indicator(goal=a_goal(edition), name="More"))
        preview = uploaded(downloaded)
        statements.clear()
        assert office.get(preview).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
