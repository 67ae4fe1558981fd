"""Methods by which the bot receives updates: long polling or webhook."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from playground.cloud import Cloud
from playground.errors import BotApiError, bad_request
from playground.model import Json
from playground.params import Params
from playground.updates import WEBHOOK_ACTIVE

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
MAX_TIMEOUT = 50


def _kinds(params: Params) -> list[str] | None:
    kinds = params.json("allowed_updates")
    if kinds is None:
        return None
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise bad_request("can't parse allowed updates JSON: expected an Array of String")
    return kinds


async def get_updates(cloud: Cloud, params: Params) -> list[Json]:
    """Return waiting updates and confirm everything below the offset."""
    if cloud.store.get("webhook"):
        raise BotApiError(409, WEBHOOK_ACTIVE)
    limit = params.integer("limit")
    timeout = min(max(params.integer("timeout") or 0, 0), MAX_TIMEOUT)
    cloud.updates.allow(_kinds(params))
    return await cloud.updates.read(params.integer("offset") or 0, min(max(limit or 100, 1), 100), timeout)


def set_webhook(cloud: Cloud, params: Params) -> bool:
    """Ask for updates by POST; only addresses of this machine, because this world must not reach out of it."""
    url = params.text("url") or ""
    if not url:
        return delete_webhook(cloud, params)
    _check_url(url)
    secret = params.text("secret_token") or ""
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    cloud.updates.allow(_kinds(params))
    if params.flag("drop_pending_updates"):
        cloud.updates.forget_all()
    cloud.store.put("webhook", {"url": url, "secret": secret, "max_connections": params.integer("max_connections") or 40})
    cloud.updates.wake()
    return True


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise bad_request("bad webhook: invalid URL specified") from None
    if parts.scheme != "http":
        raise bad_request("bad webhook: this playground delivers to http:// on the loopback interface only")
    if host != "localhost" and not _is_loopback(host):
        raise bad_request("bad webhook: IP address is reserved")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def delete_webhook(cloud: Cloud, params: Params) -> bool:
    """Return to polling."""
    cloud.store.put("webhook", None)
    if params.flag("drop_pending_updates"):
        cloud.updates.forget_all()
    cloud.updates.wake()
    return True


def get_webhook_info(cloud: Cloud, _params: Params) -> Json:
    """Return how the bot gets its updates and what went wrong last."""
    hook: dict[str, Any] = cloud.store.get("webhook") or {}
    info: Json = {"url": hook.get("url", ""), "has_custom_certificate": False, "pending_update_count": len(cloud.updates.waiting)}
    if hook:
        info["max_connections"] = hook["max_connections"]
        info.update(cloud.store.get("webhook_error") or {})
    if cloud.updates.allowed:
        info["allowed_updates"] = cloud.updates.allowed
    return info
