"""Methods about files: sending them, albums, and fetching what a person sent."""

from __future__ import annotations

import secrets
from typing import Any

from playground.cloud import Cloud
from playground.errors import BotApiError, bad_request
from playground.files import KINDS, StoredFile, check_photo, described
from playground.methods.sending import caption_of, put
from playground.model import Json
from playground.params import Params, Upload

MAX_UPLOAD = 50 * 1024 * 1024
MAX_DOWNLOAD = 20 * 1024 * 1024
TITLES = {"photo": "Photo", "document": "Document", "voice": "VoiceNote", "audio": "Audio", "video": "Video", "sticker": "Sticker"}


def stored(cloud: Cloud, kind: str, value: Any, params: Params, part: str) -> StoredFile:
    """Return the file that a parameter means: an upload, `attach://name` or the id of a known file."""
    upload = params.files.get(part)
    if upload is None and isinstance(value, str) and value.startswith("attach://"):
        upload = params.files.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad_request("there is no file in the request by the specified attach:// link")
    if upload is not None:
        return _kept(cloud, kind, upload)
    if not isinstance(value, str) or not value:
        raise bad_request(f"there is no {kind} in the request")
    known = cloud.files.find(value)
    if known is None:
        # This world has no internet, so an address can never be fetched.
        raise bad_request("failed to get HTTP URL content" if "://" in value else "wrong file identifier/HTTP URL specified")
    if known.kind != kind:
        raise bad_request(f"can't use file of type {TITLES.get(known.kind, known.kind)} as {TITLES.get(kind, kind)}")
    return known


def _kept(cloud: Cloud, kind: str, upload: Upload) -> StoredFile:
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > MAX_UPLOAD:
        raise BotApiError(413, "Request Entity Too Large")
    if kind == "photo":
        check_photo(upload.data)
    return cloud.files.add(kind, upload.name, upload.mime, upload.data)


def sender(kind: str) -> Any:
    """Return the method that sends files of this kind."""

    def send(cloud: Cloud, params: Params) -> Json:
        chat = cloud.reachable(params.text("chat_id"))
        caption = caption_of(params) if kind != "sticker" else {}
        file = stored(cloud, kind, params.values.get(kind), params, kind)
        return put(cloud, params, {**described(file, duration=params.integer("duration") or 0), **caption}, chat)

    send.__doc__ = f"Send a file as {kind}."
    return send


def media_item(cloud: Cloud, item: Any, params: Params) -> Json:
    """Return the message content of one `InputMedia` object."""
    if not isinstance(item, dict) or item.get("type") not in KINDS:
        raise bad_request("can't parse InputMedia: type is invalid")
    file = stored(cloud, item["type"], item.get("media"), params, "")
    return {**described(file), **caption_of(Params(item))}


def send_media_group(cloud: Cloud, params: Params) -> list[Json]:
    """Send an album of two to ten files."""
    chat = cloud.reachable(params.text("chat_id"))
    items = params.json("media")
    if not isinstance(items, list) or not 2 <= len(items) <= 10:
        raise bad_request("group send failed" if isinstance(items, list) else "can't parse media: expected an Array")
    group = str(secrets.randbits(60))
    contents = [media_item(cloud, item, params) for item in items]
    return [put(cloud, params, {**content, "media_group_id": group}, chat) for content in contents]


def get_file(cloud: Cloud, params: Params) -> Json:
    """Return where a file can be fetched."""
    file_id = params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = cloud.files.find(file_id)
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": file.size, "file_path": file.path}
