"""HTML to the text that a person would have typed: paragraphs as lines, quotations marked with «>»."""

import re
from contextlib import suppress
from html import unescape
from typing import Any

from selectolax.lexbor import LexborHTMLParser

_SKIP = frozenset({"style", "script", "head", "title", "template", "noscript", "svg", "object", "select", "textarea"})
_BLOCK = frozenset(
    (  # noqa: SIM905 - a list of names reads best as one
        "address article aside blockquote center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre "
        "section table tr ul"
    ).split()
)
_SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table"})
_LARGEST = 2_000_000  # characters; what comes behind is no text that anybody reads
_MOST = 200_000  # nodes
_DEEPEST = 5  # levels of quotation that are marked
_NESTED = 2000  # open elements: the parser takes a second for 20,000 and four minutes for 300,000
_TAG = re.compile(r"<(/?)([a-z][^\s<>/]{0,30})", re.IGNORECASE)
# Elements that have no end, or whose end may be left out: they do not nest, however many are open.
_FLAT = frozenset(
    (  # noqa: SIM905 - see above
        "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option optgroup html "
        "head body"
    ).split()
)
_HIDDEN = re.compile(r"<(style|script|head|title)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)


class _Writer:
    """Collects text with the blanks of HTML folded and the lines of blocks kept."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quoted = 0

    def text(self, raw: str) -> None:
        folded = re.sub(r"\s+", " ", raw)
        if folded and (folded != " " or self.line):
            self.line.append(folded)

    def end_line(self, *, blank: bool = False, forced: bool = False) -> None:
        """End the line if it has text, or in any case if `forced`; `blank` leaves an empty line behind it."""
        text = re.sub(" {2,}", " ", "".join(self.line)).strip().replace("\xa0", " ").rstrip()
        mark = "> " * min(self.quoted, _DEEPEST)
        if text or forced:
            self.lines.append(f"{mark}{text}".rstrip())
        self.line.clear()
        if blank and self.lines and self.lines[-1].strip("> "):
            self.lines.append(mark.rstrip())


def to_text(html: str) -> str:
    """The readable text of an HTML mail. Never raises; nodes are walked, not recursed into: mails nest them by thousands."""
    html = html[:_LARGEST]
    root: Any = None
    if not _too_deep(html):
        with suppress(Exception):  # the parser is C code with errors of its own, and the mail must be kept
            root = LexborHTMLParser(html).root
    if root is None:
        return " ".join(unescape(re.sub(r"<[^<>]{0,1000}>", " ", _HIDDEN.sub(" ", html))).split())
    writer = _Writer()
    _walk(root, writer)
    writer.end_line()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(writer.lines)).strip()


def _too_deep(html: str) -> bool:
    depth = 0
    for tag in _TAG.finditer(html):
        if tag.group(2).lower() in _FLAT:
            continue
        depth = max(0, depth - 1) if tag.group(1) else depth + 1
        if depth > _NESTED:
            return True
    return False


def _walk(root: Any, writer: _Writer) -> None:
    node, depth, seen = root, 0, 0
    while seen < _MOST:
        seen += 1
        inside = _enter(node, writer)
        child = node.first_child if inside else None
        if child is not None:
            node, depth = child, depth + 1
            continue
        _leave(node, writer)
        while depth and node.next is None:
            node, depth = node.parent, depth - 1
            _leave(node, writer)
        if not depth:
            return
        node = node.next


def _enter(node: Any, writer: _Writer) -> bool:
    """Write what opens with a node; False where nothing in it is text."""
    tag = node.tag
    if tag == "-text":
        writer.text(node.text_content or "")
        return False
    if tag in _SKIP or tag.startswith(("-", "!", "_")):
        return bool(tag == "-document")
    if tag == "br":
        writer.end_line(forced=True)
    elif tag in _BLOCK:
        writer.end_line(blank=tag in _SPACED)
        if tag == "hr":
            writer.text("________________________________")
        if tag == "li":
            writer.text("- ")
        if tag == "blockquote":
            writer.quoted += 1
    elif tag in {"td", "th"} and writer.line:
        writer.text(" ")
    return True


def _leave(node: Any, writer: _Writer) -> None:
    tag = node.tag
    if tag in _BLOCK:
        writer.end_line()
        if tag == "blockquote":
            writer.quoted -= 1
        writer.end_line(blank=tag in _SPACED)
