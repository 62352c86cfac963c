"""Long lists in pages: every row is on one page, and any number that is asked for gives a page."""

import pytest

from participation.kernel.pages import page_number


@pytest.mark.parametrize("count", [0, 1, 50, 51, 107])
def test_every_row_is_on_one_page_in_its_order(count) -> None:
    rows = list(range(count))
    pages = page_number(count, 1, 50).pages

    assert [row for number in range(1, pages + 1) for row in page_number(count, number, 50).cut(rows)] == rows


@pytest.mark.parametrize(
    ("asked", "shown"), [(-3, 1), (0, 1), (1, 1), (2, 2), (3, 3), (4, 3), (99_999_999_999_999_999_999, 3)]
)
def test_number_that_is_no_page_gives_the_nearest(asked, shown) -> None:
    assert page_number(107, asked, 50).number == shown


def test_list_without_rows_has_one_page() -> None:
    page = page_number(0, 1, 50)

    assert (page.number, page.pages, page.offset) == (1, 1, 0)
