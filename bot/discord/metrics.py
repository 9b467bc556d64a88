"""What operators watch: counters in Prometheus' form, and whether the bot is well."""

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.errors import InputError
from bot.reply import Shown
from bot.worker import EngineWorker

STALL_S = 0.05  # of the event loop: longer is logged and counted
_SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    """The counters of one bot. Labels are of closed lists: kinds, reasons, classes of errors."""

    def __init__(self, worker: EngineWorker) -> None:
        self._worker = worker
        self.is_connected = False
        self.registry = CollectorRegistry()
        self._answers = self._counter("answers", "Answers", "kind")
        self._unanswered = self._counter("unanswered", "Questions without an answer", "reason")
        self._errors = self._counter("errors", "Errors shown to users", "kind")
        self._reconnects = self._counter("reconnects", "Sessions resumed or begun anew")
        self._stalls = self._counter("loop_stalls", "Times that the event loop stood over 50 ms")
        self._seconds = Histogram(
            "kilowit_answer_seconds",
            "From the question to its answer, waiting included",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._lag = self._gauge("loop_lag_seconds", "The event loop's last measured lag")
        self._queue = self._gauge("queue_length", "Questions that wait or are being answered")
        self._violations = self._gauge(
            "verification_violations", "Claims dropped since the generation was opened; a bug"
        )
        self._generation = Gauge(
            "kilowit_generation_info",
            "The generation that answers",
            ["generation"],
            registry=self.registry,
        )

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"kilowit_{name}", text, labels, registry=self.registry)

    def _gauge(self, name: str, text: str) -> Gauge:
        return Gauge(f"kilowit_{name}", text, registry=self.registry)

    def note_answer(self, shown: Shown, seconds: float) -> None:
        """Count an answer and its time."""
        if shown.answered:
            self._answers.labels(shown.kind).inc()
        else:
            self._unanswered.labels(shown.reason or "unknown").inc()
        self._seconds.observe(seconds)

    def note_error(self, error: BaseException) -> None:
        """Count an error by its class."""
        self._errors.labels(type(error).__name__).inc()

    def note_reconnect(self) -> None:
        """Count a connection that was restored."""
        self._reconnects.inc()

    def note_lag(self, lag_s: float) -> None:
        """Keep the loop's lag; count it when it is a stall."""
        self._lag.set(lag_s)
        if lag_s > STALL_S:
            self._stalls.inc()

    def text(self) -> bytes:
        """Return all of it in Prometheus' text form."""
        engine = self._worker.engine
        self._queue.set(self._worker.waiting)
        self._generation.clear()
        if engine is not None:
            self._violations.set(engine.violations)
            self._generation.labels(engine.generation).set(1)
        return generate_latest(self.registry)

    def health(self) -> tuple[bool, dict[str, object]]:
        """Return whether questions can be answered, and what that depends on."""
        engine = self._worker.engine
        is_well = engine is not None and self.is_connected
        return is_well, {
            "status": "ok" if is_well else "not ready",
            "connected": self.is_connected,
            "generation": engine.generation if engine else None,
            "waiting": self._worker.waiting,
            "running_s": round(self._worker.running_s, 3),
        }


async def serve_metrics(metrics: Metrics, host: str, port: int) -> web.AppRunner:
    """Serve /metrics and /health; clean up what is returned at the end.

    Raises:
        InputError: the port cannot be listened on.
    """

    async def send_metrics(request: web.Request) -> web.Response:
        return web.Response(body=metrics.text(), content_type="text/plain", charset="utf-8")

    async def send_health(request: web.Request) -> web.Response:
        is_well, told = metrics.health()
        return web.json_response(told, status=200 if is_well else 503)

    app = web.Application()
    app.add_routes([web.get("/metrics", send_metrics), web.get("/health", send_health)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        raise InputError(
            f"cannot serve metrics on {host} port {port} ({error.strerror or error}); "
            "give another KILOWIT_METRICS_PORT"
        ) from None
    return runner
