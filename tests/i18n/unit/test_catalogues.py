"""Every message that a resident meets is translated in every language, with its placeholders and all plural forms."""

import pytest
from babel.messages.catalog import Message

from tools.catalogues import catalogue_files, faults_of, faults_of_translation, templates

FILES = {f"{entry.language.tag}-{entry.domain}": entry for entry in catalogue_files()}
COUNTED = ("%(num)s card of %(all)s", "%(num)s cards of %(all)s")


@pytest.mark.parametrize("entry", FILES.values(), ids=FILES)
def test_catalogue_is_complete_and_sound(entry):
    assert list(faults_of(entry.read(), templates()[entry.domain])) == []


@pytest.mark.parametrize(
    ("source", "translation", "fault"),
    [
        ("Send", "", "not translated"),
        ("Until %(time)s", "Bis %(zeit)s", "placeholders ['zeit'] instead of ['time']"),
        ("Until %(time)s", "Bis gleich", "placeholders [] instead of ['time']"),
        ("All", "100 %", "a percent sign is not doubled"),
        (COUNTED, ("eine von %(all)s",), "has 1 plural forms instead of 2"),
        (COUNTED, ("eine von %(all)s", ""), "not translated"),
        (COUNTED, ("eine Karte", "%(num)s von %(all)s"), "placeholders [] instead of ['all', 'num']"),
    ],
)
def test_fault_of_a_translation_is_named(source, translation, fault):
    assert list(faults_of_translation(Message(source, translation), 2)) == [fault]


@pytest.mark.parametrize(
    ("source", "translation"), [("Send", "Senden"), (COUNTED, ("eine von %(all)s", "%(num)s/%(all)s"))]
)
def test_sound_translation_has_no_fault(source, translation):
    assert list(faults_of_translation(Message(source, translation), 2)) == []
