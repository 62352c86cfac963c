"""Parts of pages that are drawn once for everybody."""

import pytest
from jinja2 import ChoiceLoader, DictLoader

from participation.i18n import speaking
from participation.web.drawn import PersonalPartShared, drawn_once

PARTS = {
    "part.html": "{{ _('Send') }} {{ text }}",
    "token.html": "{{ csrf_token() }}",
    "session.html": "{{ session.participant }}",
    "staff.html": "{{ current_staff() }}",
}


@pytest.fixture
def drawn(app):
    app.jinja_env.loader = ChoiceLoader([DictLoader(PARTS), app.jinja_env.loader])
    with app.test_request_context("/"):
        yield drawn_once


def test_each_language_and_each_value_has_a_part_of_its_own(drawn):
    def parts():
        shown = []
        for tag in ("de", "en"):
            with speaking(tag):
                shown += [drawn("part.html", text="<1>"), drawn("part.html", text="<2>")]
        return shown

    first = parts()
    assert first == ["Senden &lt;1&gt;", "Senden &lt;2&gt;", "Send &lt;1&gt;", "Send &lt;2&gt;"]
    assert [again is before for again, before in zip(parts(), first, strict=True)] == [True] * 4


@pytest.mark.parametrize("part", ["token.html", "session.html", "staff.html"])
def test_part_for_everybody_cannot_show_what_belongs_to_one_person(drawn, part):
    with pytest.raises(PersonalPartShared):
        drawn(part)
