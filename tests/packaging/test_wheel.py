"""The wheel is complete: unpacked somewhere else it serves its pages, without Node and without this folder."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROBE = """
import json
import participation
from participation.app import create_app

client = create_app().test_client()
addresses = ("/healthz", "/login", "/static/web/base.css", "/static/vendor/htmx.min.js")
print(json.dumps({
    "from": participation.__file__,
    "status": {address: client.get(address, headers={"Accept-Language": "de"}).status_code for address in addresses},
    "german": "Anmelden" in client.get("/login?lang=de").text,
    "languages": sum(f'hreflang="{tag}"' in client.get("/").text for tag in ("ar", "fa-AF", "th", "zh")),
}))
"""


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """The content of a freshly built wheel."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    built = tmp_path / "dist"
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(built), str(ROOT)],
        check=True,
    )
    (wheel,) = built.glob("*.whl")
    subprocess.run(
        [*pip, "install", "--no-deps", "--no-index", "--target", str(tmp_path / "lib"), str(wheel)], check=True
    )
    return tmp_path / "lib"


def test_installed_wheel_serves_its_pages(unpacked, tmp_path):
    environment = os.environ | {"PYTHONPATH": str(unpacked), "PARTICIPATION_INSTANCE": str(tmp_path / "instance")}
    ran = subprocess.run(
        [sys.executable, "-W", "ignore::ResourceWarning", "-c", PROBE],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    said = json.loads(ran.stdout)
    assert Path(said["from"]).is_relative_to(unpacked)
    assert set(said["status"].values()) == {200}
    assert said["german"] is True
    assert said["languages"] == 4
