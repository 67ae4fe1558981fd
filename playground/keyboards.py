"""Reply markup: what Telegram accepts as inline keyboard, reply keyboard, removal and forced reply."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from playground.errors import BotApiError, bad_request
from playground.model import Json

MAX_BUTTONS = 100
MAX_ROW = 8
MAX_DATA = 64
ACTIONS = ("callback_data", "url", "switch_inline_query", "switch_inline_query_current_chat", "copy_text", "web_app", "login_url", "pay")


def checked_markup(markup: Any, *, inline_only: bool = False) -> Json | None:
    """Return a valid reply markup, None for none; raises BotApiError otherwise."""
    if markup in (None, "", {}):
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _inline(markup["inline_keyboard"])
        return {"inline_keyboard": rows} if rows else None
    if inline_only:
        raise bad_request("inline keyboard expected")
    if "keyboard" in markup:
        return {**markup, "keyboard": _reply(markup["keyboard"])}
    if markup.get("remove_keyboard") is True:
        return {"remove_keyboard": True, "selective": bool(markup.get("selective"))}
    if markup.get("force_reply") is True:
        return dict(markup)
    return None


def _rows(rows: Any, what: str) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f'can\'t parse {what}: Field "keyboard" must be of type Array')
    kept = [row for row in rows if row]
    if sum(len(row) for row in kept) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    # Longer rows are cut on some phones and refused on others; the real server says the same for both.
    if any(len(row) > MAX_ROW for row in kept):
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return kept


def _inline(rows: Any) -> list[list[Json]]:
    return [[_inline_button(button) for button in row] for row in _rows(rows, "inline keyboard")]


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not text.strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    actions = [name for name in ACTIONS if button.get(name) is not None]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in actions:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode("utf-8", "surrogatepass")) <= MAX_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
    if "url" in actions:
        _check_url(button["url"])
    if "copy_text" in actions:
        _check_copy(button["copy_text"])
    return dict(button)


def _check_copy(value: Any) -> None:
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _check_url(url: Any) -> None:
    if not isinstance(url, str) or not url:
        raise bad_request("BUTTON_URL_INVALID")
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme == "tg":
        return
    if parts.scheme not in ("http", "https"):
        raise _url_error(url, "Unsupported URL protocol")
    host = parts.hostname or ""
    # A phone elsewhere cannot open an address of this machine; Telegram refuses names without a dot.
    if "." not in host and not _is_address(host):
        raise _url_error(url, "Wrong HTTP URL")


def _url_error(url: str, why: str) -> BotApiError:
    return bad_request(f"inline keyboard button URL '{url}' is invalid: {why}")


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _reply(rows: Any) -> list[list[Json]]:
    return [[_reply_button(button) for button in row] for row in _rows(rows, "reply keyboard markup")]


def _reply_button(button: Any) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    return dict(button)
