"""Parts of pages that are drawn once for everybody."""

import pytest
from jinja2 import ChoiceLoader, DictLoader

from participation.i18n import speaking
from participation.web.drawn import PersonalPartShared, drawn_around, drawn_once

PARTS = {
    "part.html": "{{ _('Send') }} {{ text }}",
    "around.html": "<p>{{ text }} {{ slot('name') }} {{ slot('name') }}</p>",
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


def test_slots_of_a_shared_part_are_filled_for_each_person_and_escaped(drawn):
    around = drawn_around("around.html", text="<1>")
    assert around.filled({"name": "<Ayşe>"}) == "<p>&lt;1&gt; &lt;Ayşe&gt; &lt;Ayşe&gt;</p>"
    assert around.filled({"name": "Olena"}) == "<p>&lt;1&gt; Olena Olena</p>"
    assert drawn_around("around.html", text="<1>") is around


def test_slot_that_nothing_was_given_for_is_an_error(drawn):
    with pytest.raises(KeyError):
        drawn_around("around.html", text="1").filled({})
