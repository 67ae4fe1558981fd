"""What a person newly wrote in a mail: without the mail it answers, without signature, whether it stands above, below or in between."""

import re
from collections.abc import Sequence

from mailgw.clean import lines as clean_lines
from mailgw.quoteheads import folded, head_length, inline_head, is_header_block, is_splitter

_MOST = 20_000  # lines looked at
_LARGEST = 300_000  # characters looked at: a text of heads only, made on purpose, takes a second
_QUOTED = re.compile(r"^\s{0,3}(?:>|\|\s|&gt;|[A-Z]{1,3}>(?:\s|$))")
_LONG = 60  # a quoted line of this length may have been wrapped, its end standing below without a mark
_SIGNATURE = re.compile(r"^\s*(?:-{2,3}|[–—]|_{2,3}|_{10,})\s*$")
_RULE = re.compile(r"^[\s*_=–—-]{4,}$")
_DEVICE = re.compile(
    r"^(?:sent (?:from|via|with) |get outlook for|enviado (?:desde|por|con|a traves de) |obten(?:er|ga) outlook para"
    r"|descarga(?:r)? outlook|mandado desde (?:mi|el)"
    r"|envoye (?:de mon|a partir de|depuis)|von meinem .{2,30} gesendet|gesendet (?:von|mit)|inviato da|verstuurd vanaf"
    r"|enviado do meu|skickat fran)"
)
# Below these words nobody writes anything: legal notices, and what virus scanners add.
_LEGAL = re.compile(
    r"^\W*(?:aviso (?:legal|de confidencialidad|de privacidad)|confidencialidad\b|nota de confidencialidad|confidentiality notice"
    r"|disclaimer\b|legal notice"
    r"|(?:este|la informacion contenida en este) (?:correo|mensaje|e-?mail).{0,120}\b(?:confidencial|privilegiad|virus)"
    r"|this (?:e-?mail|message|communication).{0,160}\b(?:confidential|privileged|intended (?:only|solely))"
    r"|antes de imprimir este|piense en el medio|please consider the environment|libre de virus\b|virus-free\b)"
)


def newly_written(text: str) -> str:
    """The new text of a mail. Where nothing new is found (a mere forward), all of it: better too much than a lost sentence."""
    whole = clean_lines(text[:_LARGEST])
    found = _trim(_own(whole.split("\n")[:_MOST]))
    return found or _trim(_unquoted(whole.split("\n"))) or whole.strip()


def _own(lines: Sequence[str]) -> list[str]:
    """The lines that are neither quoted, nor head of a quotation, nor signature, up to where the rest is somebody else's."""
    own: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        above = any(map(str.strip, own))
        if _QUOTED.match(line):
            at = _behind_quotation(lines, at)
        elif (length := head_length(lines, at)) or inline_head(line):
            if start := inline_head(line):
                own.append(line[:start].rstrip(" -"))
                above, length = True, 1
            below = _next_text(lines, at + length)
            if above and below < len(lines) and not _QUOTED.match(lines[below]):
                break  # what follows is not marked, so nothing tells where it ends
            at += length
        elif is_splitter(line) or is_header_block(lines, at) or (above and _ends(line)):
            break
        else:
            own.append(line)
            at += 1
    return own


def _ends(line: str) -> bool:
    """Whether what a person wrote ends above that line."""
    low = folded(line)
    return bool(_SIGNATURE.match(line) or _LEGAL.match(low) or _DEVICE.match(low))


def _behind_quotation(lines: Sequence[str], at: int) -> int:
    """The first line behind a quotation, with what was wrapped out of it."""
    while at < len(lines):
        if _QUOTED.match(lines[at]):
            at += 1
        elif at + 1 < len(lines) and _QUOTED.match(lines[at + 1]) and _is_wrapped(lines[at - 1], lines[at]):
            at += 2
        else:
            return at
    return at


def _is_wrapped(above: str, line: str) -> bool:
    """An answer between quoted lines begins like a sentence, below one that has ended; the end of a wrapped line does neither."""
    return len(above) >= _LONG and above[-1] not in ".?!:;" and line[:1].islower()


def _next_text(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at


def _unquoted(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if not _QUOTED.match(line)]


def _trim(lines: Sequence[str]) -> str:
    """The lines without blank lines and rules at their ends, and with one blank line at most in between."""
    kept = list(lines)
    while kept and (not kept[-1].strip() or _RULE.match(kept[-1])):
        kept.pop()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
