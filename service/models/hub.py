"""Files of the Hugging Face hub over HTTP, resumed at the byte where a transfer broke off."""

import re
import ssl
import time
from dataclasses import dataclass
from urllib.parse import quote

import httpx
import truststore

from service.errors import PullError
from service.models.partial import Partial
from service.models.registry import HubSource
from service.models.settings import HubSettings, load_hub_settings

# Seconds. A hub that cannot be reached must cost little: other sources may wait behind it.
TIMEOUT = httpx.Timeout(20, connect=3)
RETRIES = 4
PAUSE_S = 0.5
REDIRECTS = 5


@dataclass(frozen=True)
class HubFile:
    """What the hub states about a file; `sha256` is None for a file outside large file storage."""

    commit: str
    size: int
    sha256: str | None


def fetch(source: HubSource, partial: Partial) -> None:
    """Appends what `partial` lacks.

    Raises:
        PullError: the hub cannot be reached, refuses, or has another file.
    """
    settings = load_hub_settings()
    tries = 1  # A hub that never answered is not waited for; one that broke off is.
    with _client(settings) as client:
        while partial.length < partial.size:
            before = partial.length
            try:
                _stream(client, _url(settings, source), str(source), partial)
            except httpx.TransportError as error:
                tries = RETRIES if partial.length > before else tries - 1
                if not tries:
                    raise PullError(_reason(error)) from error
                time.sleep(PAUSE_S)
            except httpx.HTTPError as error:
                raise PullError(_reason(error)) from error


def describe(source: HubSource) -> HubFile:
    """Asks the hub what the file is, without fetching it.

    Raises:
        PullError: the hub cannot be reached or refuses.
    """
    settings = load_hub_settings()
    try:
        with _client(settings) as client:
            response = client.head(_url(settings, source), follow_redirects=False)
            # The hub answers for large files with a redirection to another host, and states the facts there and then;
            # the redirection of a renamed repository is bare.
            for _ in range(REDIRECTS):
                if response.next_request is None or "x-linked-size" in response.headers:
                    break
                response = client.send(response.next_request)
    except httpx.HTTPError as error:
        raise PullError(_reason(error)) from error
    _refuse_errors(response)
    return _facts(response.headers)


def _facts(headers: httpx.Headers) -> HubFile:
    size = headers.get("x-linked-size") or headers.get("content-length") or ""
    if not (size.isascii() and size.isdigit() and int(size)):
        raise PullError("does not say how large the file is")
    digest = re.fullmatch(r'"?([0-9a-f]{64})"?', headers.get("x-linked-etag", ""))
    commit = re.fullmatch(r"[0-9a-f]{40}", headers.get("x-repo-commit", ""))
    return HubFile(commit[0] if commit else "main", int(size), digest[1] if digest else None)


def _stream(client: httpx.Client, url: str, message: str, partial: Partial) -> None:
    wanted = {"Range": f"bytes={partial.length}-"} if partial.length else {}
    with client.stream("GET", url, headers=wanted) as response:
        _refuse_errors(response)
        _refuse_other_file(response, partial)
        if response.status_code != httpx.codes.PARTIAL_CONTENT and partial.length:
            partial.truncate(0)  # The server does not do ranges and sends the file from its beginning.
        for chunk in response.iter_raw():
            partial.append(chunk, message)
    if partial.length < partial.size:
        raise httpx.RemoteProtocolError("the transfer ended early")


def _refuse_errors(response: httpx.Response) -> None:
    status = response.status_code
    if status in {401, 403}:
        raise PullError(f"answers {status}: the repository does not exist, or set HF_TOKEN to a token that may read it")
    if status >= 400:
        raise PullError(f"answers {status} {response.reason_phrase}")


def _refuse_other_file(response: httpx.Response, partial: Partial) -> None:
    stated = response.headers.get("content-length")
    if response.status_code == httpx.codes.PARTIAL_CONTENT:
        found = re.match(r"bytes (\d+)-\d+/(\d+|\*)$", response.headers.get("content-range", ""))
        if not found or int(found[1]) != partial.length:
            raise PullError("answers with another range than asked for")
        stated = None if found[2] == "*" else found[2]
    if stated is not None and stated != str(partial.size):
        raise PullError(f"has a file of {stated} bytes, expected {partial.size}")


def _client(settings: HubSettings) -> httpx.Client:
    # The system's certificates, not certifi's: an organisation's own authority is known to the system alone. Proxies
    # are httpx's default: those of the environment. No compression: ranges and sizes count the bytes of the file.
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    headers = {**settings.headers, "Accept-Encoding": "identity"}
    return httpx.Client(verify=context, timeout=TIMEOUT, follow_redirects=True, headers=headers)


def _url(settings: HubSettings, source: HubSource) -> str:
    revision = quote(source.revision, safe="")
    return f"{settings.endpoint.rstrip('/')}/{quote(source.repository)}/resolve/{revision}/{quote(source.file)}"


def _reason(error: httpx.HTTPError) -> str:
    return f"{error or 'no answer'} ({type(error).__name__})"
