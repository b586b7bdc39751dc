"""`POST /articles`, `DELETE /articles/{id}` and `GET /jobs/{id}`: articles come and go while the service runs."""

import asyncio
import hashlib
import json
from collections.abc import Iterator
from typing import IO, Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.responses import Response

from service.web import problems
from service.web.articles import ArticleId
from service.web.guards import JSON_BYTES
from service.web.jobs import IndexJob
from service.web.schema import ITEM_CHARS, ArticlesBody
from service.web.state import TheJobs, TheShelf
from service.web.uploads import Received, Uploads

MOST_FILES = 1_000
CHUNK = 1 << 20

router = APIRouter()
_FILES: dict[str, Any] = {
    "type": "object",
    "properties": {
        "files": {
            "type": "array",
            "items": {"type": "string", "format": "binary"},
            "minItems": 1,
            "maxItems": MOST_FILES,
        }
    },
    "required": ["files"],
}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": ArticlesBody.model_json_schema(ref_template="#/components/schemas/{model}")},
            "multipart/form-data": {"schema": _FILES},
        },
    }
}


@router.post(
    "/articles",
    status_code=202,
    openapi_extra=_BODY,
    responses=problems.documented(400, 403, 413, 415, 422, 429, 503),
)
async def add(request: Request, response: Response, jobs: TheJobs) -> IndexJob:
    """Takes articles as JSON, or files of any kind that `byline index` reads; they are indexed in the background."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        received = await _files(request, jobs.uploads)
    elif kind == "application/json":
        body = _parsed(await _json(request))
        received = [await asyncio.to_thread(jobs.uploads.receive, "articles.jsonl", _lines(body))]
    else:
        raise HTTPException(415, "Send articles as application/json, or files as multipart/form-data.")
    job = await asyncio.to_thread(jobs.add, received)
    response.headers["Location"] = f"/jobs/{job.id}"
    return job


@router.get("/jobs/{job_id}", responses=problems.documented(404, 422))
def job(jobs: TheJobs, job_id: Annotated[str, Path(min_length=1, max_length=ITEM_CHARS)]) -> IndexJob:
    """Tells how far the indexing of an upload is."""
    return jobs.get(job_id)


@router.delete("/articles/{article_id}", status_code=204, responses=problems.documented(403, 404, 409, 422, 503))
def remove(shelf: TheShelf, article_id: ArticleId) -> None:
    """Removes an article; no answer uses it from here on."""
    shelf.remove(article_id)


async def _files(request: Request, uploads: Uploads) -> list[Received]:
    received: list[Received] = []
    try:
        async with request.form(max_files=MOST_FILES, max_fields=10) as form:
            for part in form.getlist("files"):
                if not isinstance(part, UploadFile):
                    raise HTTPException(422, "The parts named `files` are to be files, each with a file name.")
                received.append(await asyncio.to_thread(uploads.receive, part.filename or "", _chunks(part.file)))
    except BaseException:
        uploads.drop(received)
        raise
    if not received:
        raise HTTPException(422, "There is no file: send at least one part named `files`.")
    return received


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


async def _json(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > JSON_BYTES:
            raise HTTPException(413, f"The articles exceed {JSON_BYTES:,} bytes. Send fewer at a time, or files.")
    return bytes(body)


def _parsed(body: bytes) -> ArticlesBody:
    try:
        return ArticlesBody.model_validate_json(body)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        if any(fault["type"] == "json_invalid" for fault in faults):
            raise HTTPException(400) from None
        raise RequestValidationError([{**fault, "loc": ("body", *fault["loc"])} for fault in faults]) from None


def _lines(body: ArticlesBody) -> Iterator[bytes]:
    """Yields articles as the reader of JSON lines takes them; one that states no id has its text's digest for one."""
    for article in body.articles:
        fields = article.model_dump(mode="json", exclude_none=True)
        fields.setdefault("id", hashlib.sha256(article.text.encode()).hexdigest()[:16])
        yield json.dumps(fields).encode() + b"\n"
