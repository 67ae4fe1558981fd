"""Golden dialogues: a plain text of 🧑 and 🤖 lines is played, and what really happened is written in the same form.

# a comment; `# 🧑 emily` says who 🧑 is: bruno where nothing is said, which an English dialogue may not leave open
⏰ 2026-11-24 09:45            the office clock is moved, and what is due then is done where the test says how
🧑 text                       writes;   👩 is Ana
🧑 [label]                    taps the newest button of that name
🧑 ✏️ text                    edits the own message before
🧑 ↩️ text                    replies to the bot's newest message
🧑 📎 photo foto.jpg caption  sends a file (photo, document, voice, video, sticker); `📎↩️` as a reply
🧑 🖼 a.jpg b.jpg | caption     sends photos as one album, the caption on the first; `🖼↩️` as a reply, `🖼…` caption on the last
🧑 📍 · 🧑 📇 Pedro Lira, +569…  shares a place · a contact (`📇↩️` as a reply)
🧑 ↪️ Juan Pérez, 2026-11-12 09:40 | text   forwards what somebody wrote then; `hidden Juan`, `chat Ventas`, `channel Avisos`
🤖 text                       the bot writes (🤖✎ edits in place, 🤖→👩 writes to somebody else)
"""

import html
import os
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crm.message import ChatMessage
from crm.model import Staff
from crm.services.house.office import Office
from tests.bot.phones import Phones, Shown
from tests.support.small_office import SANTIAGO, SmallOffice

MIME = {"photo": "image/jpeg", "document": "application/pdf", "voice": "audio/ogg", "video": "video/mp4", "sticker": "image/webp"}


def inputs(text: str) -> list[str]:
    """The lines of a dialogue that are played, comments included; what the bot said is left out."""
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith(("🧑", "👩", "⏰", "#")):
            lines.append(line)
        elif line.startswith("🤖") or not line.strip() or not lines:
            lines.append("")
        elif lines[-1] and not lines[-1].startswith(("#", "⏰")):
            lines[-1] += "\n" + line.removeprefix("   ")  # a text of several lines
    return [line for line in lines if line]


def shown(message: ChatMessage) -> str:
    """A message as a person reads it, buttons as `[label]`."""
    if not message.text:
        return "(sin botones)"
    text = html.unescape(re.sub(r"<[^>]+>", "", message.text))
    rows = [" ".join(f"[{button.text}]" for button in row) for row in message.buttons]
    return "\n   ".join([*text.splitlines(), *rows])


@dataclass
class Player:
    """Plays a dialogue in an office and writes down what happened."""

    phones: Phones
    office: SmallOffice
    tick: Callable[[Office], Awaitable[int]] | None = None

    async def play(self, text: str) -> str:
        me = self.office.bruno
        said: list[str] = []
        mine: dict[int, int] = {}
        for line in inputs(text):
            if line.startswith("#"):
                found = re.match(r"# 🧑 (\w+)", line)
                me = getattr(self.office, found.group(1)) if found else me
                said.append(line)
                continue
            if line.startswith("⏰"):
                moment = datetime.fromisoformat(line.removeprefix("⏰").strip()).replace(tzinfo=SANTIAGO)
                self.phones.office.clock.move_to(moment)
                said.append(line)
                if self.tick:
                    before = len(self.phones.log)
                    await self.tick(self.phones.office)
                    await self.phones.settle()
                    said += [self._heard(me, me, chat, message) for chat, message in self.phones.log[before:]]
                continue
            who = me if line.startswith("🧑") else self.office.ana
            before = len(self.phones.log)
            await self._do(who, line[1:].strip(), mine)
            said.append(line.replace("\n", "\n   "))
            said += [self._heard(who, me, chat, message) for chat, message in self.phones.log[before:]]
        return "\n".join(said) + "\n"

    async def _do(self, who: Staff, what: str, mine: dict[int, int]) -> None:
        phones = self.phones
        if found := re.fullmatch(r"\[(.+)\]", what):
            await phones.tap(who, found.group(1))
        elif what.startswith("✏️"):
            await phones.edit(who, mine[who.id], what.removeprefix("✏️").strip())
        elif what.startswith("↩️"):
            mine[who.id] = await phones.say(who, what.removeprefix("↩️").strip(), reply_to=phones.last(who).id)
        elif what.startswith("📎"):
            mine[who.id] = await self._file(who, what.removeprefix("📎"))
        elif what.startswith("🖼"):
            await self._album(who, what.removeprefix("🖼"))
        elif what.startswith("📍"):
            mine[who.id] = await phones.send(who, {"location": {"latitude": -33.437, "longitude": -70.65}})
        elif what.startswith("📇"):
            mine[who.id] = await phones.send(who, self._contact(who, what.removeprefix("📇")))
        elif what.startswith("↪️"):
            mine[who.id] = await phones.send(who, forwarded(what.removeprefix("↪️").strip()))
        else:
            mine[who.id] = await phones.say(who, what)

    def content(self, name: str) -> bytes:
        """What is in a file of that name."""
        return f"the bytes of {name}".encode()

    async def _file(self, who: Staff, what: str) -> int:
        reply = {"reply_to": self.phones.last(who).id} if what.startswith("↩️") else {}
        kind, name, *caption = what.removeprefix("↩️").strip().split(" ", 2)
        data = self.content(name)
        about = {"file_id": f"id-{name}", "file_unique_id": f"u-{name}", "file_size": len(data)}
        extra = {
            "photo": {"width": 800, "height": 600},
            "document": {"file_name": name, "mime_type": MIME["document"]},
            "voice": {"duration": 7, "mime_type": MIME["voice"]},
            "video": {"duration": 7, "width": 8, "height": 6, "file_name": name, "mime_type": MIME["video"]},
            "sticker": {"width": 8, "height": 8, "is_animated": False, "is_video": False, "type": "regular"},
        }[kind]
        if name.startswith("huge"):
            about["file_size"] = 60_000_000
        body = {kind: [about | extra] if kind == "photo" else about | extra, **({"caption": caption[0]} if caption else {}), **reply}
        return await self.phones.send(who, body, data)

    def _contact(self, who: Staff, what: str) -> dict[str, object]:
        reply = {"reply_to": self.phones.last(who).id} if "↩️" in what else {}
        name, _, phone = (what.lstrip("↩️").strip() or "Pedro Lira, +56911112222").partition(", ")
        first, _, last = name.partition(" ")
        return {"contact": {"phone_number": phone, "first_name": first, **({"last_name": last} if last else {})}, **reply}

    async def _album(self, who: Staff, what: str) -> None:
        reply = {"reply_to": self.phones.last(who).id} if "↩️" in what else {}
        last = "…" in what
        names, _, caption = what.lstrip("↩️…").strip().partition(" | ")
        parts = names.split()
        contents = []
        for name in parts:
            photo = {"file_id": f"id-{name}", "file_unique_id": f"u-{name}", "file_size": 9, "width": 800, "height": 600}
            self.phones.bot.files[photo["file_id"]] = self.content(name)
            told = caption and name == (parts[-1] if last else parts[0])
            contents.append({"photo": [photo], **({"caption": caption} if told else {}), **reply})
        await self.phones.album(who, contents)

    def _heard(self, who: Staff, me: Staff, chat: int, message: Shown) -> str:
        to = "" if chat == who.telegram_id else {me.telegram_id: "→🧑", self.office.ana.telegram_id: "→👩"}.get(chat, "→👤")
        mark = "✎" if message.edited else ""
        return f"🤖{mark}{to} {shown(message.message)}"


def forwarded(what: str) -> dict[str, object]:
    """A forwarded text as the Bot API gives it."""
    head, _, text = what.partition(" | ")
    name, _, moment = head.rpartition(", ")
    date = int(datetime.fromisoformat(moment).replace(tzinfo=SANTIAGO).timestamp())
    kind, _, rest = name.partition(" ")
    about: dict[str, dict[str, object]] = {
        "hidden": {"type": "hidden_user", "sender_user_name": rest},
        "chat": {"type": "chat", "sender_chat": {"id": -7, "type": "group", "title": rest}, "author_signature": "Ana"},
        "channel": {"type": "channel", "chat": {"id": -8, "type": "channel", "title": rest}, "message_id": 3},
    }
    first, _, last = name.partition(" ")
    user = {"type": "user", "sender_user": {"id": 9, "is_bot": False, "first_name": first, **({"last_name": last} if last else {})}}
    return {"text": text, "forward_origin": {**(about.get(kind) or user), "date": date}}


def files(test: str) -> list[Path]:
    """The golden dialogues beside a test module (`__file__`)."""
    return sorted((Path(test).parent / "dialogues").glob("*.txt"))


def says_who_speaks(path: Path, text: str) -> None:
    """Refuse an English dialogue in which 🧑 is not named: bruno reads Spanish, and a golden file would keep what he reads as right."""
    first = next((line for line in inputs(text) if line.startswith(("🧑", "# 🧑"))), "# 🧑")
    if path.name.endswith(".en.txt") and first.startswith("🧑"):
        raise AssertionError(f"{path.name}: say who speaks before the first line, as «# 🧑 emily», who reads English")


async def goes_as_written(path: Path, player: Player) -> None:
    """Play a golden dialogue and compare; with ACCIONES_REGENERATE it is written anew instead."""
    written = path.read_text(encoding="utf-8")
    says_who_speaks(path, written)
    played = await player.play(written)
    if os.environ.get("ACCIONES_REGENERATE"):
        path.write_text(played, encoding="utf-8")
        return
    assert played == written
