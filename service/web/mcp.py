"""The Model Context Protocol: tools `ask`, `search` and `get_article`, all read-only, over stdio and at `/mcp`."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, TypeAdapter
from starlette.types import ASGIApp, Receive, Scope, Send

from index.articles import Article, Filters
from index.errors import IndexingError, SettingsError
from service.answering.answer import Answer, Question, Source
from service.answering.events import SourcesFound
from service.errors import NotReadyError, ServiceError
from service.web.desk import Desk
from service.web.problems import problem, respond
from service.web.schema import ITEM_CHARS, QUESTION_CHARS, TOP_K
from service.web.shelf import Shelf

if TYPE_CHECKING:
    from mcp.server import MCPServer

INSTRUCTIONS = (
    "Answers questions from a collection of news articles. Every sentence of an answer is tied to an exact quotation; "
    "what the articles do not say is declined (status `insufficient`), and where they differ, `conflicts` says who says what."
)
LOADING_SECONDS = 120.0
_PAUSE = 0.1
_ANSWER = TypeAdapter(Answer)
_SOURCES = TypeAdapter(tuple[Source, ...])
_ARTICLE = TypeAdapter(Article)

Text = Annotated[str, Field(min_length=1, max_length=QUESTION_CHARS, description="The question, in a sentence.")]
Day = Annotated[date | None, Field(description="YYYY-MM-DD, included.")]
Outlets = Annotated[list[str] | None, Field(max_length=100, description="Only articles of these outlets.")]


class Tools:
    """What the tools do; each returns JSON as the HTTP interface has it."""

    def __init__(self, desk: Desk, shelf: Shelf) -> None:
        self._desk = desk
        self._shelf = shelf

    async def ask(
        self, question: Text, published_from: Day = None, published_to: Day = None, sources: Outlets = None
    ) -> dict[str, Any]:
        """Answers a question from the articles; `citations` tie spans of `answer` to quotations in articles."""
        asking = await self._asked(Question(question, Filters(published_from, published_to, tuple(sources or ()))))
        try:
            async for _ in asking.events():
                pass
            return dict(_ANSWER.dump_python(asking.made(), mode="json"))
        finally:
            asking.leave()

    async def search(
        self,
        question: Text,
        limit: Annotated[
            int, Field(ge=1, le=TOP_K, description="Most sentences to return, of several questions in one for each.")
        ] = 8,
        published_from: Day = None,
        published_to: Day = None,
        sources: Outlets = None,
    ) -> dict[str, Any]:
        """Finds the sentences that speak of a question, with their articles and offsets; no language model is asked."""
        filters = Filters(published_from, published_to, tuple(sources or ()))
        asking = await self._asked(Question(question, filters, top_k=limit), sources_only=True)
        try:
            async for event in asking.events():
                if isinstance(event, SourcesFound):
                    return {"sources": _SOURCES.dump_python(event.sources, mode="json")}
            asking.made()
            return {"sources": []}
        finally:
            asking.leave()  # the question goes no further than its sources

    async def get_article(
        self,
        article_id: Annotated[str, Field(min_length=1, max_length=ITEM_CHARS, description="As a citation has it.")],
    ) -> dict[str, Any]:
        """Returns an article with its whole text, in whose code points all offsets count."""
        article = await asyncio.to_thread(self._shelf.article, article_id)
        return dict(_ARTICLE.dump_python(article, mode="json", exclude={"path"}))

    async def _asked(self, question: Question, *, sources_only: bool = False) -> Any:
        """Queues the question, once the models are loaded."""
        until = asyncio.get_running_loop().time() + LOADING_SECONDS
        while self._desk.worker.state() == "loading" and asyncio.get_running_loop().time() < until:
            await asyncio.sleep(_PAUSE)
        return self._desk.ask(question, sources_only=sources_only)


def make_server(desk: Desk, shelf: Shelf) -> "MCPServer":
    """Returns an MCP server of the tools; imports the protocol's library, which takes a second."""
    from mcp.server import MCPServer
    from mcp.types import ToolAnnotations

    server = MCPServer("byline", instructions=INSTRUCTIONS)
    tools = Tools(desk, shelf)
    read_only = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    for tool in (tools.ask, tools.search, tools.get_article):
        server.add_tool(_told(tool), name=tool.__name__, description=tool.__doc__, annotations=read_only)
    return server


def _told(tool: Callable[..., Awaitable[dict[str, Any]]]) -> Callable[..., Awaitable[dict[str, Any]]]:
    """Tells the project's own errors, which name the mend, to the client instead of hiding them."""
    from functools import wraps

    from mcp.server.mcpserver.exceptions import ToolError

    @wraps(tool)
    async def told(*args: Any, **kwargs: Any) -> dict[str, Any]:
        try:
            return await tool(*args, **kwargs)
        except (ServiceError, IndexingError, SettingsError) as error:
            raise ToolError(str(error)) from error

    return told


class McpDoor:
    """The ASGI application behind `/mcp`; the protocol's library is imported after the port is open."""

    def __init__(self, desk: Desk, shelf: Shelf) -> None:
        self._desk = desk
        self._shelf = shelf
        self._app: ASGIApp | None = None
        self._closing = asyncio.Event()

    async def run(self) -> None:
        """Serves until `close` is called."""
        app = await asyncio.to_thread(self._make)
        async with app.router.lifespan_context(app):
            self._app = app
            await self._closing.wait()
            self._app = None

    def close(self) -> None:
        """Ends `run`."""
        self._closing.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if self._app is None:
            refusal = problem(503, str(NotReadyError("MCP is still starting; try again in a second.")))
            await respond(refusal, {"Retry-After": "1"})(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _make(self) -> Any:
        from mcp.server.transport_security import TransportSecuritySettings

        # Hosts, origins and keys are checked before this, for all addresses alike.
        checked = TransportSecuritySettings(enable_dns_rebinding_protection=False)
        server = make_server(self._desk, self._shelf)
        return server.streamable_http_app(stateless_http=True, json_response=True, transport_security=checked)


async def serve_stdio(desk: Desk, shelf: Shelf) -> None:
    """Serves one client over standard input and output until it hangs up."""
    server = await asyncio.to_thread(make_server, desk, shelf)
    desk.worker.start()
    try:
        await server.run_stdio_async()
    finally:
        await asyncio.to_thread(desk.worker.stop)
