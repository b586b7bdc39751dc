"""API keys, the rate of each, origins of other sites and CORS."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import SettingsError
from index.settings import load
from service.settings import ServiceSettings
from service.web.app import create_app
from service.web.keys import COUNTED

from .fake import FakeAsker, Served, fake_library, served, settings, wait_ready

KEY, OTHER = "correct horse", "battery staple"
ASK = {"question": "What?"}


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    file = tmp_path_factory.mktemp("keys") / "keys"
    file.write_text(f"\n{OTHER}\n")
    with served(FakeAsker, api_key=KEY, api_key_file=file, rate="2/minute") as running:
        wait_ready(running.client)
        yield running


@pytest.mark.parametrize(
    "headers", [{}, {"authorization": "Bearer wrong"}, {"authorization": f"Basic {KEY}"}, {"x-api-key": ""}]
)
@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/ask"), ("GET", "/articles"), ("GET", "/metrics"), ("DELETE", "/articles/pier"), ("GET", "/none"),
     ("POST", "/v1/chat/completions"), ("POST", "/mcp"), ("POST", "/page/page.js")],
)  # fmt: skip
def test_without_a_key_nothing_is_told(locked: Served, method: str, path: str, headers: dict[str, str]) -> None:
    response = locked.client.request(method, path, headers=headers)
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/", "/page/page.js", "/healthz", "/readyz"])
def test_the_page_and_health_need_no_key(locked: Served, path: str) -> None:
    assert locked.client.get(path).status_code == 200


def test_each_key_has_its_own_rate(locked: Served) -> None:
    def ask(key: str) -> int:
        return locked.client.post("/ask", json=ASK, headers={"x-api-key": key}).status_code

    assert [ask(KEY), ask(KEY), ask(KEY), ask(OTHER)] == [200, 200, 429, 200]
    refused = locked.client.post("/ask", json=ASK, headers={"authorization": f"bearer {KEY}"})
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert "BYLINE_RATE" in refused.json()["detail"]
    assert locked.client.get("/articles", headers={"x-api-key": KEY}).status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
def test_pages_of_other_sites_cannot_make_a_browser_send(running: Served, origin: str) -> None:
    files = [("files", ("a.txt", b"x"))]
    refused = running.client.post("/articles", files=files, headers={"origin": origin})
    assert refused.status_code == 403
    own = running.client.post("/ask", json=ASK, headers={"origin": running.url})
    assert own.status_code == 200


def test_allowed_origins_may_call(tmp_path: Path) -> None:
    allowed = "https://newsroom.example"
    with served(FakeAsker, cors_origins=f"https://other.example, {allowed}", home=tmp_path) as running:
        wait_ready(running.client)
        asked = running.client.post("/ask", json=ASK, headers={"origin": allowed})
        assert (asked.status_code, asked.headers["access-control-allow-origin"]) == (200, allowed)
        assert "X-Request-ID" in asked.headers["access-control-expose-headers"]
        wish = {
            "origin": allowed,
            "access-control-request-method": "POST",
            "access-control-request-headers": "authorization, x-request-id",
        }
        assert running.client.options("/ask", headers=wish).status_code == 200
        assert running.client.options("/ask", headers=wish | {"origin": "https://evil.example"}).status_code == 400


@pytest.mark.parametrize(
    ("name", "value"), [("BYLINE_API_KEY", "short"), ("BYLINE_API_KEY_FILE", "/none"), ("BYLINE_RATE", "many")]
)
def test_bad_settings_are_told_without_the_key(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name):
        load(ServiceSettings)


def test_keys_do_not_show() -> None:
    assert KEY not in repr(settings(api_key=KEY))


def test_the_schema_names_what_the_guards_refuse() -> None:
    paths = create_app(FakeAsker, settings(), fake_library()).openapi()["paths"]
    told = {(path, method): set(of["responses"]) for path, methods in paths.items() for method, of in methods.items()}
    assert all("421" in statuses for statuses in told.values())
    assert {path for (path, _), statuses in told.items() if "401" not in statuses} == {"/healthz", "/readyz"}
    assert {key for key, statuses in told.items() if "403" in statuses} == {k for k in told if k[1] != "get"}
    assert {path for (path, _), statuses in told.items() if "429" in statuses} == COUNTED - {"/mcp"}
