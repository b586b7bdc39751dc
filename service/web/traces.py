"""OpenTelemetry: a span for each answer and for what it waited for, without what was asked or said.

Imported only where `BYLINE_TRACES` names a collector: the packages of the extra `otel` are slow to load.
"""

import time
from collections.abc import Iterator

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter

from service.answering.answer import Answer
from service.web.logs import request_id

_NANOSECONDS = 1_000_000
"""In a millisecond."""


class Traces:
    """Sends the spans of answers to a collector, in the background."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._provider = TracerProvider(resource=Resource.create({SERVICE_NAME: "byline"}))
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("byline")

    @classmethod
    def to(cls, endpoint: str) -> "Traces":
        """Sends them to the OTLP collector at `endpoint` (gRPC), such as http://127.0.0.1:4317."""
        return cls(OTLPSpanExporter(endpoint=endpoint))

    def answered(self, answer: Answer) -> None:
        """Tells of an answer that is there now."""
        end = time.time_ns()
        begun = end - int(answer.timings_ms.total * _NANOSECONDS)
        whole = self._tracer.start_span("ask", start_time=begun, attributes=dict(_attributes(answer)))
        context = trace.set_span_in_context(whole)
        at = begun
        for name in ("retrieve", "queue", "generate", "verify"):
            until = at + int(getattr(answer.timings_ms, name) * _NANOSECONDS)
            self._tracer.start_span(name, context=context, start_time=at).end(until)
            at = until
        whole.end(end)

    def close(self) -> None:
        """Sends what is left."""
        self._provider.shutdown()


def _attributes(answer: Answer) -> Iterator[tuple[str, str | int]]:
    yield "byline.answer_id", answer.id
    yield "byline.status", str(answer.status)
    yield "byline.citations", len(answer.citations)
    yield "gen_ai.request.model", answer.provenance.model
    yield "gen_ai.usage.input_tokens", answer.usage.prompt_tokens
    yield "gen_ai.usage.output_tokens", answer.usage.completion_tokens
    if own := request_id():
        yield "byline.request_id", own
