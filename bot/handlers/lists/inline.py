"""Inline mode: «@bot acme» in any chat offers what a linked person may find; it carries no fact and goes straight out."""

import asyncio
import logging
from collections.abc import Sequence

from markupsafe import Markup
from telegram import Bot, InlineQuery, InlineQueryResultArticle, InputTextMessageContent
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.handlers.lists.search import line
from crm.languages import language_of
from crm.services.house.office import Office
from crm.services.look import naming, search
from crm.services.look.search import Hit
from crm.services.staff import lookup
from crm.views import Names, Reader
from crm.words import Words

log = logging.getLogger(__name__)

MOST = 20
CACHE = 5  # seconds: somebody may have been recorded since
PATIENCE = 5.0  # seconds until an answer that does not get through is given up


async def answer(office: Office, bot: Bot, query: InlineQuery) -> None:
    """Answer one inline query; somebody outside gets an empty answer. It never fails: nobody waits for it but the one who types."""
    try:
        async with asyncio.timeout(PATIENCE):
            results = await _results(office, query)
            await bot.answer_inline_query(query.id, results, cache_time=CACHE, is_personal=True)
    except (TelegramError, TimeoutError) as error:
        log.info("inline query not answered: %s", type(error).__name__)
    except Exception:
        log.exception("an inline query failed")


async def _results(office: Office, query: InlineQuery) -> list[InlineQueryResultArticle]:
    person = await lookup.by_telegram(office, query.from_user.id)
    if person is None:
        return []
    hits = await search.search(office, person, query.query, most=MOST)
    named = await naming.of(office, [hit.action for hit in hits if hit.action])
    words = Words(language_of(person.language, query.from_user.language_code))
    return _articles(hits, named, Reader.of(person, words, office.now()))


def _articles(hits: Sequence[Hit], named: Names, reader: Reader) -> list[InlineQueryResultArticle]:
    made = []
    for hit in hits:
        said = line(0, hit, named, reader)
        text = Markup("{} <b>{}</b>").format(said.icon, said.text) + (f"\n{said.tail}" if said.tail else "")
        content = InputTextMessageContent(text, parse_mode=ParseMode.HTML)
        about = said.tail or None
        made.append(InlineQueryResultArticle("-".join(map(str, hit.key)), f"{said.icon} {said.text}", content, description=about))
    return made
