"""Logging: nothing that leaves in a line is secret."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from app import logs

TOKEN = "7654321098:AAE-secret_secret_secret_secret_12345"


@pytest.fixture(autouse=True)
def put_back() -> Iterator[None]:
    """Leave logging as it was for the next test."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def _written(form: str) -> str:
    stream = io.StringIO()
    logs.set_up("debug", form, ["hunter2-hunter2"], stream)
    logging.getLogger("httpx").warning("HTTP Request: POST https://api.telegram.org/bot%s/getMe", TOKEN)
    logging.getLogger("bot.app").error("password hunter2-hunter2 for %(who)s", {"who": TOKEN})
    structlog.get_logger("crm").info("sent", token=TOKEN)
    try:
        int(f"https://api.telegram.org/bot{TOKEN}/sendMessage")
    except ValueError:
        logging.getLogger("scheduler").exception("failed")
    return stream.getvalue()


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_line_holds_the_token_whoever_logs_it(form: str):
    written = _written(form)
    assert "sendMessage" in written
    assert "failed" in written
    assert TOKEN not in written
    assert "hunter2" not in written


def test_json_lines_are_json_with_names_and_levels():
    lines = [json.loads(line) for line in _written("json").splitlines()]
    assert [line["level"] for line in lines] == ["warning", "error", "info", "error"]
    assert lines[1]["logger"] == "bot.app"


def test_httpx_says_nothing_at_info():
    stream = io.StringIO()
    logs.set_up("info", "text", [], stream)
    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/bot%s/getMe", TOKEN)
    assert stream.getvalue() == ""
