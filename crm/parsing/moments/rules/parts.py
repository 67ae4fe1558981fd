"""Parts of the day: «en la mañana», «esta noche», «tonight»."""

from __future__ import annotations

from crm.parsing.moments.nodes import Part
from crm.parsing.moments.reader import Reader, remembered


def with_part(hour: int, name: str) -> int:
    """The hour of the day that «5 de la tarde», «12 de la noche», «1 de la mañana» mean."""
    if hour > 12:
        return hour % 24
    if name == "dawn":
        return hour % 12
    if name == "morning":
        return hour
    if name in ("afternoon", "evening", "lunch", "midday"):
        return hour if hour == 12 or (name in ("midday", "lunch") and hour > 8) else hour + 12
    if hour == 12:
        return 0
    return hour + 12 if hour >= 5 else hour


@remembered
def part(r: Reader, i: int) -> Part | None:  # noqa: PLR0911 - a rule is a list of refusals
    """«en la mañana», «esta noche», «por la tarde», «tonight», «last night», «early in the morning», «noche»."""
    hit = r.role(i, "daypart")
    if hit:
        shift, name = hit[0]
        return _part(r, i, hit[1], name, shift, "")
    edge = r.role(i, "part.edge")
    if edge:
        k = r.skip(edge[1], "the") if r.says.edge_before_article else edge[1]
        name = r.role(k, "part")
        if name:
            return _part(r, i, name[1], name[0], 0 if {r.word(edge[1] - 1), r.word(i)} & r.says.this_part else None, edge[0])
    lead = r.role(i, "part.in")
    if lead:
        inner = r.role(lead[1], "part.edge")
        k = inner[1] if inner and r.role(inner[1], "part") else lead[1]
        name = r.role(k, "part")
        if name is None or not (r.says.part_fits is None or r.says.part_fits(r.word(lead[1] - 1), r.word(k))):
            return None
        shift = 0 if r.word(lead[1] - 1) in r.says.this_part else None
        return _part(
            r,
            i,
            name[1],
            name[0],
            shift,
            inner[0] if inner and k > lead[1] else "",
            called=not (lead[1] - i == 1 and r.word(i) in r.says.loose_part),
        )
    name = r.role(i, "part")
    if name is None or name[0] in r.says.called_parts:
        return None
    if r.word(i - 1) in r.says.no_part_behind:
        return None
    return _part(r, i, name[1], name[0], None, "", called=False)


def _part(r: Reader, i: int, j: int, name: str, shift: int | None, edge: str, *, called: bool = True) -> Part:  # noqa: PLR0913 - what the node holds
    first, last = (h * 60 for h in r.cal.parts[name])
    if edge == "early":
        last = min(first + 120, last)
    elif edge == "late":
        first = max(last - 120, first)
    elif edge == "mid":
        first, last = first + 60, last - 60
    return Part(i, j, name, first, last, shift, called)
