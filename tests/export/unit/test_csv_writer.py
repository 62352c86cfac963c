from datetime import date

import pytest

from participation.export.csv_writer import write_csv
from participation.export.sheet import Sheet


def test_file_opens_in_a_german_spreadsheet():
    assert (
        write_csv(Sheet("a", ("Ziel", "Maß"), (("x;y", 'sagt "ja"'), ("zwei\nZeilen", None))))
        == ('\ufeffZiel;Maß\r\n"x;y";"sagt ""ja"""\r\n"zwei\nZeilen";\r\n').encode()
    )


@pytest.mark.parametrize("text", ["=1+1", "+49", "-1", "@SUM", "\tx"])
def test_cell_that_looks_like_a_formula_gets_an_apostrophe(text: str):
    assert write_csv(Sheet("a", ("x",), ((text,),))).decode("utf-8-sig") == f"x\r\n'{text}\r\n"


def test_return_before_a_formula_is_seen():
    assert write_csv(Sheet("a", ("x",), (("\r=1",),))).decode("utf-8-sig") == 'x\r\n"\'\n=1"\r\n'


def test_heading_that_looks_like_a_formula_gets_an_apostrophe_too():
    assert write_csv(Sheet("a", ("=x",), ())).decode("utf-8-sig") == "'=x\r\n"


def test_values_are_written_plainly():
    sheet = Sheet("a", ("a", "b", "c", "d"), ((3, -2.5, True, date(2026, 11, 14)),))
    assert write_csv(sheet).decode("utf-8-sig") == "a;b;c;d\r\n3;-2.5;1;2026-11-14\r\n"
