"""Spans as a collector receives them over the wire."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.collector.trace.v1.trace_service_pb2_grpc import (
    TraceServiceServicer,
    add_TraceServiceServicer_to_server,
)
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from pydantic import ValidationError

from service.settings import ServiceSettings

from .fake import FakeAsker, served


class Collector(TraceServiceServicer):
    """Keeps what it is sent."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.came = threading.Event()

    def Export(self, request: ExportTraceServiceRequest, context: grpc.ServicerContext) -> ExportTraceServiceResponse:  # noqa: ARG002, N802
        for resource in request.resource_spans:
            for scope in resource.scope_spans:
                self.spans.extend(scope.spans)
        self.came.set()
        return ExportTraceServiceResponse()


@pytest.fixture
def collector() -> Iterator[tuple[Collector, str]]:
    own = Collector()
    server = grpc.server(ThreadPoolExecutor(1))
    add_TraceServiceServicer_to_server(own, server)  # type: ignore[no-untyped-call]
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield own, f"http://127.0.0.1:{port}"
    server.stop(None)


def test_an_answer_is_a_trace_of_its_steps_and_tells_no_question(collector: tuple[Collector, str]) -> None:
    own, url = collector
    with served(FakeAsker, traces=url) as running:
        body = {"question": "What did the pier cost?"}
        running.client.post("/ask", json=body, headers={"X-Request-ID": "my-request-1"}).raise_for_status()
    assert own.came.wait(10), "the spans are sent before the server ends"
    whole = next(span for span in own.spans if span.name == "ask")
    steps = [span for span in own.spans if span.parent_span_id == whole.span_id]
    assert [span.name for span in sorted(steps, key=lambda span: span.start_time_unix_nano)] == [
        "retrieve", "queue", "generate", "verify",
    ]  # fmt: skip
    assert {span.trace_id for span in own.spans} == {whole.trace_id}
    assert whole.end_time_unix_nano > whole.start_time_unix_nano
    told = {item.key: item.value for item in whole.attributes}
    assert told["byline.status"].string_value == "answered"
    assert told["byline.request_id"].string_value == "my-request-1"
    assert told["gen_ai.usage.output_tokens"].int_value == 5
    assert "pier" not in str(own.spans)


def test_a_collector_has_an_address() -> None:
    with pytest.raises(ValidationError):
        ServiceSettings(traces="collector")
    assert ServiceSettings().traces is None
