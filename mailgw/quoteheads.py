"""What stands above a quotation: «El mar, 24 nov 2026 a las 9:30, Juan escribió:», «-----Mensaje original-----», blocks of De/Para/Asunto.

Rules work on folded lines (lower case, no accents). Spanish and English are what people here write; the others cost one word each.
"""

import re
from collections.abc import Sequence

from crm.text import fold

LONGEST = 400  # characters of a line that are looked at, and of a head
_MOST_LINES = 6  # over which a head may be broken
_WROTE = (
    r"wrote|sent|writes|escribio|envio|ha escrito|escreveu|schrieb|a ecrit|ha scritto|schreef|geschreven|skrev|napisał(?:\(a\))?"
    r"|napisal(?:\(a\))?"
    r"|kirjoitti|đa viet|da viet|написал(?:\(а\)|а)?|пише|yazdi|写道|写到|寫道|escribiu|va escriure"
)
# A head says when, or from which address; a sentence of a text («On this day I wrote something») says neither.
_WHEN = re.compile(r"@|\b\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d\d\b|\d年")
_SAID = re.compile(rf"^.{{0,{LONGEST}}}(?:\b|\s|^)(?:{_WROTE})\b.{{0,120}}[:：]$|.*(?:{_WROTE}) ?[:：]$")
_DATED = re.compile(r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[, ]+(?:\d{1,2}:\d{2}.{0,12}\bgmt.{0,100}|.{0,100}<.{0,100}@.{0,100}>:?)$")
_TIMED = re.compile(r"^(?=.*(?:\d{1,2}:\d{2}|\b(?:19|20)\d\d\b))(?=.*@).{10,300}>? ?[:：]$")
_DASHED = re.compile(rf"^-{{2,}} ?(?:on|el|le|am) .{{10,200}}(?:{_WROTE}) ?-{{2,}}$")
# The words with which a head begins where it is broken over lines; a text seldom has them before a number.
_BEGINS = re.compile(
    r"^(?:on|el|le|am|em|op|il|den|dnia|w dniu|vao|at|a las)\b[ ,]{1,2}\S.{0,20}\d"
    r"|^\d{1,4}[-/. ]|^.{1,60}<|^.{0,60}\b(?:schrieb|skrev|klo|kl\.)\b|^sent from|^>? ?在"
)
_INLINE = re.compile(
    r"(?:^|(?<=[\s.!?-]))-{0,3} ?\b(?:on|el) "
    rf"(?:(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mie|jue|vie|sab|dom)\w{{0,6}}[.,]*)[, ]+.{{0,30}}\d.{{5,200}}(?:{_WROTE}) ?:$"
)
_SPLIT = re.compile(
    r"^[ >*_]*-{2,}[ *]*(?:[^-]{0,30}\b)?(?:origin|ursprung|forward|reenvi|rv\b|weitergeleit|transf|transmi|inoltrat|doorgestuurd"
    r"|videresend|reply message"
    r"|mensaje|message|nachricht|bericht|messaggio|mensagem|appointment)[^-]{0,40}-{2,}"
    r"|^(?:begin forwarded message|inicio del mensaje reenviado|mensaje reenviado|debut du message reexpedie) ?:"
)

_LABELS = {
    "from": "from|de|von|fra|da|van|od|fran|lahettaja|desde|от",
    "sent": "sent|date|enviado(?: el)?|enviada(?: em)?|fecha(?: de envio)?|gesendet|datum|envoye(?: le)?|inviato|data|sendt|skickat"
    "|verzonden|wyslano|lahetetty|дата",
    "to": "to|para|an|a|til|till|aan|do|vastaanottaja|кому",
    "subject": "subject|asunto|assunto|betreff|objet|oggetto|emne|amne|onderwerp|temat|aihe|тема",
    "more": "cc|cco|bcc|reply-to|responder a|risposta|importance|importancia|attachments|adjuntos|datos adjuntos|organization",
}
_LABEL = re.compile(r"^[ >*_]*(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS.items()) + r")[ *_]*:[*_]*(?P<rest>.*)$")


def folded(line: str) -> str:
    """A line as the rules read it."""
    return fold(line[:LONGEST])


def head_length(lines: Sequence[str], at: int) -> int:
    """How many lines from `at` on are a head («El … escribió:», over up to six lines); 0 where none begins there."""
    if not (begin := folded(lines[at])):
        return 0
    told = ""
    for number, line in enumerate(lines[at : at + _MOST_LINES], 1):
        piece = folded(line)
        told = f"{told} {piece}".strip() if not told.endswith("<") else told + piece
        if len(told) > LONGEST:
            return 0
        if number > 1 and not _BEGINS.match(begin):
            return 0
        if piece and _is_head(told, whole=number == 1):
            return number
    return 0


def _is_head(told: str, *, whole: bool) -> bool:
    if _DASHED.match(told):
        return True
    if told[-1] in ":：" and _WHEN.search(told) and (_SAID.match(told) or _TIMED.match(told)):
        return whole or bool(re.search(r"@|(?:" + _WROTE + r") ?[:：]$", told))
    return bool(_DATED.match(told))


def inline_head(line: str) -> int:
    """Where a head begins that shares its line with the answer («Sí. On Wed, Apr 4, … wrote:»); 0 where none does."""
    if len(line) > LONGEST or not line.endswith(":"):
        return 0
    low = line.lower().translate(str.maketrans("áéíóú", "aeiou"))
    found = _INLINE.search(low)
    return found.start() if found else 0


def is_splitter(line: str) -> bool:
    """«-----Mensaje original-----», «---------- Forwarded message ----------», «Inicio del mensaje reenviado:»."""
    return bool(_SPLIT.match(folded(line)))


def is_header_block(lines: Sequence[str], at: int) -> bool:
    """Whether a block of De/Enviado/Para/Asunto begins there, as Outlook writes it above the mail it answers.

    «De: Santiago / Para: Temuco» is no such block: it needs a date and an address, or three labels of which one is the subject.
    """
    if not _LABEL.match(folded(lines[at])):
        return False
    kinds: set[str] = set()
    address = False
    other = 0
    for line in lines[at : at + 8]:
        if not (low := folded(line)):
            if len(kinds) > 1:
                break
            continue
        found = _LABEL.match(low)
        if found and found.lastgroup:
            kinds.add(next(kind for kind in _LABELS if found.group(kind)))
            address |= "@" in found.group("rest")
        else:
            other += 1  # a long value goes on below
            if other > 2:
                break
    return bool(kinds & {"sent", "subject"}) and bool(kinds & {"from", "to"}) and (address or ("subject" in kinds and len(kinds) > 2))
