"""Methods about the bot itself: name, descriptions, command menus."""

from __future__ import annotations

import re
from typing import Any

from playground.cloud import Cloud
from playground.errors import bad_request
from playground.markup import units
from playground.model import Json, Person
from playground.params import Params

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
OF_A_CHAT = ("chat", "chat_administrators", "chat_member")
SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators", *OF_A_CHAT)


def get_me(cloud: Cloud, _params: Params) -> Json:
    """Return the bot's own user object."""
    can: Json = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}
    return {**cloud.bot.user(), **can, "can_connect_to_business": False, "has_main_web_app": False}


def _key(cloud: Cloud, params: Params) -> str:
    scope = params.json("scope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    language = params.text("language_code") or ""
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return f"commands:{_place(cloud, kind, scope)}:{language}"


def _place(cloud: Cloud, kind: str, scope: Json) -> str:
    """Return where the menu is shown; a scope of one chat names a chat that there is."""
    if kind not in OF_A_CHAT:
        return kind
    chat = cloud.known(scope.get("chat_id"))
    if kind != "chat":
        raise bad_request("chat not found" if chat.id > 0 else "method is available only for supergroups")
    return f"chat:{chat.id}"


def set_my_commands(cloud: Cloud, params: Params) -> bool:
    """Set the command menu of a scope and language."""
    commands = params.json("commands")
    if not isinstance(commands, list) or len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH" if isinstance(commands, list) else "can't parse commands list: expected an Array")
    kept = [_command(command) for command in commands]
    cloud.store.put(_key(cloud, params), kept)
    cloud.hub.publish("commands")
    return True


def _command(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = command.get("command"), command.get("description")
    if not isinstance(name, str) or not COMMAND.fullmatch(name.removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not isinstance(description, str) or not 1 <= units(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name.removeprefix("/"), "description": description}


def get_my_commands(cloud: Cloud, params: Params) -> list[Json]:
    """Return the command menu of a scope and language."""
    commands: list[Json] = cloud.store.get(_key(cloud, params), [])
    return commands


def delete_my_commands(cloud: Cloud, params: Params) -> bool:
    """Forget the command menu of a scope and language."""
    cloud.store.put(_key(cloud, params), [])
    cloud.hub.publish("commands")
    return True


def commands_for(cloud: Cloud, person: Person) -> list[Json]:
    """Return the menu that this person sees: the narrowest scope wins, then the person's language."""
    for scope in (f"chat:{person.telegram_id}", "all_private_chats", "default"):
        for language in (person.language[:2], ""):
            commands: list[Json] = cloud.store.get(f"commands:{scope}:{language}", [])
            if commands:
                return commands
    return []


def text_setter(field: str, limit: int) -> Any:
    """Return the method that sets a text of the bot's profile in one language."""

    def setter(cloud: Cloud, params: Params) -> bool:
        text = params.text(field) or ""
        if units(text) > limit:
            raise bad_request(f"BOT_{'TITLE' if field == 'name' else 'ABOUT'}_INVALID")
        cloud.store.put(f"profile:{field}:{params.text('language_code') or ''}", text)
        return True

    return setter


def text_getter(field: str) -> Any:
    """Return the method that reads a text of the bot's profile."""

    def getter(cloud: Cloud, params: Params) -> Json:
        default = cloud.bot.name if field == "name" else ""
        fallback = cloud.store.get(f"profile:{field}:", default)
        return {field: cloud.store.get(f"profile:{field}:{params.text('language_code') or ''}", fallback)}

    return getter


def set_chat_menu_button(cloud: Cloud, params: Params) -> bool:
    """Set what the button beside the composer does."""
    button = params.json("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    if params.text("chat_id"):
        cloud.known(params.text("chat_id"))
    cloud.store.put(f"menu:{params.text('chat_id') or ''}", button)
    return True


def get_chat_menu_button(cloud: Cloud, params: Params) -> Json:
    """Return what the button beside the composer does."""
    fallback = cloud.store.get("menu:", {"type": "commands"})
    button: Json = cloud.store.get(f"menu:{params.text('chat_id') or ''}", fallback)
    return button
