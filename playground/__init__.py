"""The world around the office: a local Telegram, a mailbox, a printer tray and a dial for the clock.

It imports nothing of the product: like the real world, it is reached over HTTP and SMTP.
"""

from __future__ import annotations

from playground.errors import BotApiError, GatewayUnreachableError, PlaygroundError, UnknownMessageError, UnknownPersonError
from playground.methods import METHODS
from playground.model import Attachment, Button, Call, CallbackAnswer, Mail, Message, Person
from playground.trouble import Trouble
from playground.world import Playground

__all__ = [
    "METHODS",
    "Attachment",
    "BotApiError",
    "Button",
    "Call",
    "CallbackAnswer",
    "GatewayUnreachableError",
    "Mail",
    "Message",
    "Person",
    "Playground",
    "PlaygroundError",
    "Trouble",
    "UnknownMessageError",
    "UnknownPersonError",
]
