"""The numbers that processes count, by their names. PROMETHEUS_MULTIPROC_DIR must be set before this is imported.

In seconds and counts, as Prometheus' conventions ask. Each label's values are a closed set.
"""

from prometheus_client import Counter, Gauge, Histogram

from sessions_memory import measures
from sessions_memory.states import Status

PAGE_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
FIRST_TOKEN_SECONDS = (0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120, 300)
RECALL_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)

PROCESSES = Gauge("insightvault_processes", "Processes that run.", ["part"], multiprocess_mode="livesum", registry=None)
REQUESTS = Counter(
    "insightvault_requests_total", "Requests that were answered.", ["method", "route", "status"], registry=None
)
REQUEST_SECONDS = Histogram(
    "insightvault_request_seconds", "From a request to the begin of its response.", buckets=PAGE_SECONDS, registry=None
)
ANSWERS_RUNNING = Gauge(
    "insightvault_answers_running", "Answers that are being written.", multiprocess_mode="livesum", registry=None
)
ANSWERS = Counter("insightvault_answers_total", "Answers that ended.", ["status"], registry=None)
FIRST_TOKEN = Histogram(
    "insightvault_first_token_seconds",
    "From the begin of an answer to the first token of its model.",
    buckets=FIRST_TOKEN_SECONDS,
    registry=None,
)
RECALL = Histogram("insightvault_recall_seconds", "Recalls.", buckets=RECALL_SECONDS, registry=None)
OUTAGES = Counter(
    "insightvault_outages_total",
    "Pieces of work that found the database, a model or the file storage away.",
    ["of"],
    registry=None,
)
COUNTED = (PROCESSES, REQUESTS, REQUEST_SECONDS, ANSWERS_RUNNING, ANSWERS, FIRST_TOKEN, RECALL, OUTAGES)

ENDS = (Status.ANSWERED, Status.STOPPED, Status.FAILED, Status.INTERRUPTED)


class Recorder(measures.Listener):
    def __init__(self) -> None:
        # Rates need a number to begin with, also of what has not happened yet.
        for status in ENDS:
            ANSWERS.labels(status.value)
        for of in (measures.DATABASE, measures.MODEL):
            OUTAGES.labels(of)

    def process_began(self, part: str) -> None:
        PROCESSES.labels(part).set(1)

    def answers_running(self, count: int) -> None:
        ANSWERS_RUNNING.set(count)

    def answer_ended(self, status: str, *, first_token_seconds: float | None) -> None:
        ANSWERS.labels(status).inc()
        if first_token_seconds is not None:
            FIRST_TOKEN.observe(first_token_seconds)

    def recalled(self, seconds: float) -> None:
        RECALL.observe(seconds)

    def outage(self, of: str) -> None:
        OUTAGES.labels(of).inc()
