"""Settings fail early, with the name of what is wrong; the secret key is made once."""

import pytest

from participation.config import SettingRefused, Settings


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
    ],
)
def test_setting_that_cannot_be_used_is_refused_by_name(environment, name, value):
    with pytest.raises(SettingRefused) as refused:
        Settings.from_env(environment | {name: value})
    assert refused.value.name == name


def test_trailing_slash_of_the_base_address_goes(environment):
    settings = Settings.from_env(environment | {"PARTICIPATION_BASE_URL": "https://stadt.example/"})
    assert settings.base_url == "https://stadt.example"
