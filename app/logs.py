"""Logging, set up in one place: one line an event, and no line ever holds a secret."""

import logging
import re
import sys
from collections.abc import Iterable
from typing import Literal, TextIO

import structlog

# Whatever looks like a bot token is hidden even where we were not told it: httpx logs whole addresses (facts.md).
_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
_HIDDEN = "•••"
_NOISY = (
    "httpx",
    "httpcore",
    "telegram",
    "apscheduler",
    "aiosmtpd",
    "mail.log",
    "asyncio",
    "uvicorn",
    "alembic",
    "aiosqlite",
    "weasyprint",
    "fontTools",
)


class Redacting(logging.Formatter):
    """Formats like another formatter and hides secrets in the finished line, tracebacks included."""

    def __init__(self, inner: logging.Formatter, secrets: Iterable[str]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        line = self._inner.format(record)
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        return _TOKEN.sub(_HIDDEN, line)


def set_up(level: str = "info", form: Literal["text", "json"] = "text", secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Send structlog and the standard library's logging to one stream (standard error) in one form."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    )
    before: list[structlog.typing.Processor] = [structlog.processors.format_exc_info] if form == "json" else []
    inner = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *before, last]
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Redacting(inner, secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
