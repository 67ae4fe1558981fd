"""The way out to Telegram: a ChatMessage becomes sendMessage, sendDocument or one of the edits."""

import io
from collections.abc import Sequence

import segno
from markupsafe import Markup
from telegram import (
    Bot,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from crm.errors import DeliveryError
from crm.message import COMMANDS, Button, ChatMessage
from crm.model import Channel, Parcel, Receipt
from crm.render import CAPTION_LIMIT, split, visible_length
from scheduler.couriers.base import Blob
from scheduler.couriers.telegram_errors import as_delivery_error, is_not_modified, is_past_editing

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramCourier:
    """Sends by a PTB bot that somebody else has initialised; `blob` fetches the bytes of a file by its hash."""

    channel = Channel.TELEGRAM

    def __init__(self, bot: Bot, blob: Blob) -> None:
        self._bot = bot
        self._blob = blob

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Send or edit; the receipt is the id of the message that shows the buttons."""
        if COMMANDS in parcel.payload:
            return await self._menu(parcel)
        message = ChatMessage.of(parcel.payload)
        try:
            return Receipt(str(await self._show(int(parcel.address), message)))
        except DeliveryError:
            raise
        except TelegramError as error:
            # `from None`: the chain holds the request, and the request holds the token.
            raise as_delivery_error(error, self._bot.token) from None

    async def _menu(self, parcel: Parcel) -> Receipt:
        """The menu of commands that this chat offers, whatever language its telephone speaks."""
        shown = [(name, about) for name, about in parcel.payload[COMMANDS]]
        try:
            await self._bot.set_my_commands(shown, scope=BotCommandScopeChat(int(parcel.address)))
        except TelegramError as error:
            raise as_delivery_error(error, self._bot.token) from None
        return Receipt(COMMANDS)

    async def _show(self, chat: int, message: ChatMessage) -> int:
        if message.edit is None or message.qr:
            return await self._send(chat, message)
        try:
            await self._edit(chat, message.edit, message)
        except BadRequest as error:
            if is_not_modified(error):
                return message.edit
            if not is_past_editing(error):
                raise
            return await self._send(chat, message) if message.text else message.edit
        rest = [] if message.file or message.on_file else split(message.text)[1:]
        return await self._texts(chat, message, rest, reply_to=None) if rest else message.edit

    async def _edit(self, chat: int, message_id: int, message: ChatMessage) -> None:
        if not message.text:
            await self._bot.edit_message_reply_markup(chat_id=chat, message_id=message_id, reply_markup=_inline(message))
            return
        if message.file:
            await self._edit_file(chat, message_id, message)
            return
        if message.on_file:
            await self._bot.edit_message_caption(
                chat, message_id, caption=_caption(message.text), parse_mode=ParseMode.HTML, reply_markup=_inline(message)
            )
            return
        first, *rest = split(message.text)
        await self._bot.edit_message_text(
            first,
            chat_id=chat,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=None if rest else _inline(message),
        )

    async def _edit_file(self, chat: int, message_id: int, message: ChatMessage) -> None:
        """Another file in place of the one that the message shows."""
        data, name = await self._blob(message.file), message.file_name or None
        media = InputMediaDocument(data, filename=name, caption=_caption(message.text), parse_mode=ParseMode.HTML)
        await self._bot.edit_message_media(media, chat_id=chat, message_id=message_id, reply_markup=_inline(message))

    async def _send(self, chat: int, message: ChatMessage) -> int:
        if not message.file and not message.qr:
            return await self._texts(chat, message, split(message.text), reply_to=message.reply_to)
        fits = visible_length(message.text) <= CAPTION_LIMIT
        send = self._picture if message.qr else self._document
        sent = await send(chat, message, caption=message.text if fits else "")
        return sent.message_id if fits else await self._texts(chat, message, split(message.text), reply_to=sent.message_id)

    async def _texts(self, chat: int, message: ChatMessage, texts: Sequence[str], *, reply_to: int | None) -> int:
        """A text too long is several messages; the last one has the buttons, the first one answers."""
        last = 0
        for position, text in enumerate(texts):
            final = position == len(texts) - 1
            sent = await self._bot.send_message(
                chat,
                text,
                parse_mode=ParseMode.HTML,
                link_preview_options=_NO_PREVIEW,
                disable_notification=message.silent or position > 0,
                reply_parameters=_reply(reply_to if position == 0 else None),
                reply_markup=_keyboard(message) if final else None,
            )
            last = sent.message_id
        return last

    async def _document(self, chat: int, message: ChatMessage, *, caption: str) -> Message:
        return await self._bot.send_document(
            chat,
            await self._blob(message.file),
            filename=message.file_name or None,
            caption=caption or None,
            parse_mode=ParseMode.HTML,
            disable_notification=message.silent,
            reply_parameters=_reply(message.reply_to),
            reply_markup=_keyboard(message) if caption or not message.text else None,
        )

    async def _picture(self, chat: int, message: ChatMessage, *, caption: str) -> Message:
        return await self._bot.send_photo(
            chat,
            _qr(message.qr),
            filename="qr.png",
            caption=caption or None,
            parse_mode=ParseMode.HTML,
            disable_notification=message.silent,
            reply_parameters=_reply(message.reply_to),
            reply_markup=_keyboard(message) if caption or not message.text else None,
        )


def _qr(text: str) -> bytes:
    """A QR code as PNG: drawn at sending time, so that what it says lies nowhere."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="png", scale=8, border=4)
    return drawn.getvalue()


def _caption(text: Markup) -> str:
    """What fits below a file; an edited file has no second message for the rest."""
    return split(text, CAPTION_LIMIT)[0]


def _reply(message_id: int | None) -> ReplyParameters | None:
    return ReplyParameters(message_id, allow_sending_without_reply=True) if message_id else None


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        button.text,
        url=button.url or None,
        callback_data=None if button.url else button.data,
        style=button.style or None,
    )


def _inline(message: ChatMessage) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup([[_button(b) for b in row] for row in message.buttons]) if message.buttons else None


def _keyboard(message: ChatMessage) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """A message carries one keyboard only: its own buttons, else the menu that stays below the chat."""
    if message.buttons or not message.menu:
        return _inline(message)
    return ReplyKeyboardMarkup([list(row) for row in message.menu], resize_keyboard=True, is_persistent=True)
