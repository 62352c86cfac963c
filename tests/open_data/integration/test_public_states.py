"""What the data tell is what the pages tell."""

from participation.open_data.permissions import PUBLIC_STATES
from participation.publication import queries as pages


def test_data_and_pages_show_measures_in_the_same_states():
    assert set(PUBLIC_STATES) == set(pages.PUBLIC_STATES)
