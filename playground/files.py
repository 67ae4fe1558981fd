"""Files in the cloud and the Telegram objects that describe them."""

from __future__ import annotations

import mimetypes
import re
import secrets
import struct
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

from playground.errors import bad_request
from playground.model import Json
from playground.store import Store

KINDS = ("photo", "document", "voice", "audio", "video", "animation", "video_note", "sticker")
FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "audio": "music", "sticker": "stickers"}
DEFAULTS = {
    "photo": ("photo.jpg", "image/jpeg"),
    "voice": ("voice.oga", "audio/ogg"),
    "audio": ("audio.mp3", "audio/mpeg"),
    "video": ("video.mp4", "video/mp4"),
    "animation": ("animation.mp4", "video/mp4"),
    "video_note": ("note.mp4", "video/mp4"),
    "sticker": ("sticker.webp", "image/webp"),
    "document": ("file.bin", "application/octet-stream"),
}
MAX_PHOTO = 10 * 1024 * 1024


@dataclass(frozen=True)
class StoredFile:
    """A file that Telegram keeps; `size` may pretend to be more than the bytes that are really there."""

    file_id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    size: int
    path: str
    width: int = 0
    height: int = 0


class Files:
    """Takes files in and finds them again."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, kind: str, name: str, mime: str, data: bytes, *, pretend_size: int | None = None) -> StoredFile:
        """Keep the bytes under a fresh file id."""
        default_name, default_mime = DEFAULTS[kind]
        name = safe_name(name) or default_name
        if not mime or mime == "application/octet-stream":
            mime = mimetypes.guess_type(name)[0] or default_mime
        width, height = picture_size(data) or (0, 0)
        unique = secrets.token_urlsafe(9)
        number = self._store.get("next_file", 0)
        self._store.put("next_file", number + 1)
        folder = FOLDERS.get(kind, "videos")
        stored = StoredFile(
            file_id=f"{kind}-{secrets.token_urlsafe(24)}",
            unique_id=unique,
            kind=kind,
            name=name,
            mime=mime if kind != "photo" else (picture_type(data) or "image/jpeg"),
            size=pretend_size or len(data),
            path=f"{folder}/file_{number}{PurePosixPath(name).suffix[:12]}",
            width=width,
            height=height,
        )
        self._store.put_file(stored.file_id, asdict(stored), data)
        self._store.put(f"path:{stored.path}", stored.file_id)
        return stored

    def find(self, file_id: str) -> StoredFile | None:
        """Return the file with this id."""
        about = self._store.file(file_id)
        return None if about is None else StoredFile(**about)

    def by_path(self, path: str) -> StoredFile | None:
        """Return the file behind a download path."""
        file_id = self._store.get(f"path:{path}")
        return None if file_id is None else self.find(file_id)

    def data(self, file_id: str) -> bytes:
        """Return the bytes."""
        return self._store.file_data(file_id)


def safe_name(name: str) -> str:
    """Return the last part of a file name without control characters."""
    return re.sub(r"[\x00-\x1f\x7f]", "", name.replace("\\", "/").rsplit("/", 1)[-1]).strip()[:200]


def picture_type(data: bytes) -> str | None:
    """Return the MIME type of a picture, by its first bytes."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return None


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG, GIF, JPEG or WebP picture."""
    kind = picture_type(data)
    try:
        if kind == "image/png":
            width, height = struct.unpack(">II", data[16:24])
            return width, height
        if kind == "image/gif":
            width, height = struct.unpack("<HH", data[6:10])
            return width, height
        if kind == "image/jpeg":
            return _jpeg_size(data)
    except (struct.error, IndexError):
        return None
    return (512, 512) if kind == "image/webp" else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            return None
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def check_photo(data: bytes) -> None:
    """Refuse what Telegram would not take as a photo."""
    if len(data) > MAX_PHOTO:
        raise bad_request(f"file of size {len(data)} bytes is too big for a photo; the maximum size is {MAX_PHOTO} bytes")
    size = picture_size(data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if not width or not height or width + height > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def described(file: StoredFile, *, duration: int = 0, emoji: str = "👍") -> Json:
    """Return the message fields for a file: `{"photo": [...]}`, `{"document": {...}}` and so on."""
    base: Json = {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": file.size}
    width, height = file.width or 640, file.height or 480
    named = {**base, "file_name": file.name, "mime_type": file.mime}
    body: dict[str, Json] = {
        "voice": {**base, "mime_type": file.mime, "duration": duration},
        "audio": {**named, "duration": duration},
        "video": {**named, "width": width, "height": height, "duration": duration},
        "animation": {**named, "width": width, "height": height, "duration": duration},
        "video_note": {**base, "length": 240, "duration": duration},
        "sticker": {**base, "type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": emoji},
    }
    if file.kind == "photo":
        return {"photo": [{**base, "width": width, "height": height}]}
    if file.kind == "animation":
        return {"animation": body["animation"], "document": named}
    return {file.kind: body.get(file.kind, named)}
