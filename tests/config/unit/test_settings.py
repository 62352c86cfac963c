"""Settings fail early, with the name of what is wrong; the secret key is made once."""

from datetime import date

import pytest

from participation.config import AccessibilityStatement, Conformity, SettingRefused, Settings


@pytest.fixture
def environment(tmp_path):
    return {"PARTICIPATION_INSTANCE": str(tmp_path / "instance")}


def test_without_anything_set_sqlite_lies_in_the_instance_folder(environment, tmp_path):
    settings = Settings.from_env(environment)
    assert settings.database_url == f"sqlite:///{tmp_path / 'instance' / 'participation.sqlite'}"
    assert settings.redis_url is None


def test_secret_key_is_made_at_first_start_and_kept(environment, tmp_path):
    first = Settings.from_env(environment).secret_key
    assert Settings.from_env(environment).secret_key == first
    assert (tmp_path / "instance" / "secret_key").stat().st_mode & 0o777 == 0o600


def test_postgresql_address_gets_its_driver(environment):
    settings = Settings.from_env(environment | {"PARTICIPATION_DATABASE_URL": "postgres://city@db/hall"})
    assert settings.database_url == "postgresql+psycopg://city@db/hall"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PARTICIPATION_DATABASE_URL", "mysql://city"),
        ("PARTICIPATION_DATABASE_URL", "city.sqlite"),
        ("PARTICIPATION_REDIS_URL", "http://redis"),
        ("PARTICIPATION_BASE_URL", "stadt.example"),
        ("PARTICIPATION_IMPRINT_URL", "javascript:alert(1)"),
        ("PARTICIPATION_TIMEZONE", "Mars/Olympus"),
        ("PARTICIPATION_DATA_LICENCE", "free"),
        ("PARTICIPATION_ACCESSIBILITY_CONFORMITY", "nearly"),
        ("PARTICIPATION_ACCESSIBILITY_CONFORMITY", "full"),
        ("PARTICIPATION_ACCESSIBILITY_TESTED_ON", "21.11.2026"),
        ("PARTICIPATION_ACCESSIBILITY_STATED_ON", "soon"),
        ("PARTICIPATION_ACCESSIBILITY_EMAIL", "the office"),
        ("PARTICIPATION_ACCESSIBILITY_EMAIL", "barriers@stadt.example or by post"),
        ("PARTICIPATION_ACCESSIBILITY_ENFORCEMENT_URL", "javascript:alert(1)"),
    ],
)
def test_setting_that_cannot_be_used_is_refused_by_name(environment, name, value):
    with pytest.raises(SettingRefused) as refused:
        Settings.from_env(environment | {name: value})
    assert refused.value.name == name


def test_licence_of_open_data_is_chosen_in_any_case_or_left_open(environment):
    chosen = Settings.from_env(environment | {"PARTICIPATION_DATA_LICENCE": "dl-de-by-2.0"}).data_licence
    assert (chosen.name, chosen.url) == ("DL-DE-BY-2.0", "https://www.govdata.de/dl-de/by-2-0")
    assert Settings.from_env(environment).data_licence is None


def test_trailing_slash_of_the_base_address_goes(environment):
    settings = Settings.from_env(environment | {"PARTICIPATION_BASE_URL": "https://stadt.example/"})
    assert settings.base_url == "https://stadt.example"


STATED = {
    "PARTICIPATION_ACCESSIBILITY_CONFORMITY": "full",
    "PARTICIPATION_ACCESSIBILITY_LAW": "§ 9 Landesgesetz",
    "PARTICIPATION_ACCESSIBILITY_TESTED_ON": "2026-10-01",
    "PARTICIPATION_ACCESSIBILITY_TESTED_BY": "Prüfstelle",
    "PARTICIPATION_ACCESSIBILITY_STATED_ON": "2026-11-01",
    "PARTICIPATION_ACCESSIBILITY_CONTACT": "Amt für Teilhabe",
    "PARTICIPATION_ACCESSIBILITY_EMAIL": "barrieren@stadt.example",
    "PARTICIPATION_ACCESSIBILITY_PHONE": "0211 123",
    "PARTICIPATION_ACCESSIBILITY_ENFORCEMENT": "Ombudsstelle",
    "PARTICIPATION_ACCESSIBILITY_ENFORCEMENT_URL": "https://land.example",
}


def test_accessibility_statement_says_what_the_city_has_set(environment):
    assert Settings.from_env(environment | STATED).accessibility == AccessibilityStatement(
        conformity=Conformity.FULL,
        law="§ 9 Landesgesetz",
        tested_on=date(2026, 10, 1),
        tested_by="Prüfstelle",
        stated_on=date(2026, 11, 1),
        contact="Amt für Teilhabe",
        email="barrieren@stadt.example",
        phone="0211 123",
        enforcement="Ombudsstelle",
        enforcement_url="https://land.example",
    )


def test_accessibility_statement_claims_no_more_than_a_part_until_somebody_has_tested(environment):
    assert Settings.from_env(environment).accessibility == AccessibilityStatement(Conformity.PARTIAL)


def test_each_line_of_barriers_is_one(environment):
    barriers = {"PARTICIPATION_ACCESSIBILITY_BARRIERS": "Der Stadtplan.\n\n  Das Formular.  "}
    assert Settings.from_env(environment | barriers).accessibility.barriers == ("Der Stadtplan.", "Das Formular.")


def test_what_has_barriers_is_not_fully_accessible(environment):
    with pytest.raises(SettingRefused) as refused:
        Settings.from_env(environment | STATED | {"PARTICIPATION_ACCESSIBILITY_BARRIERS": "Der Stadtplan."})
    assert refused.value.name == "PARTICIPATION_ACCESSIBILITY_BARRIERS"
