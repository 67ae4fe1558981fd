"""The history of every action, replayed from its birth: what it says must be how the action stands."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from crm.model import Action
from crm.services.house.office import Office
from crm.services.write.asjson import FACTS, born
from crm.store.tables import actions, history

MAY_BE_ABSENT = dict.fromkeys(FACTS)


async def check(office: Office) -> None:
    """AssertionError where an action's history has a gap or does not lead to its facts."""
    async with office.store.read() as tx:
        stand = {row.id: Action(**{f: getattr(row, f) for f in Action.__dataclass_fields__}) for row in await tx.execute(select(actions))}
        lines: dict[int, list[Any]] = {}
        for row in await tx.execute(select(history).order_by(history.c.id)):
            lines.setdefault(row.action_id, []).append(row)
    assert lines.keys() == stand.keys(), "an action without history"
    for action_id, action in stand.items():
        assert _replayed(lines[action_id]) == MAY_BE_ABSENT | born(action), f"action {action_id} is not what its history says"
        assert lines[action_id][-1].version == action.version, f"action {action_id}: a version without a line of history"


def _replayed(lines: Sequence[Any]) -> dict[str, Any]:
    """The facts that the lines lead to; each must begin where the one before it ended, without a version between them."""
    birth, *later = lines
    assert (birth.verb, birth.version) == ("create", 1)
    now = MAY_BE_ABSENT | birth.after
    version = 1
    for line in later:
        before, after = ({name: value for name, value in side.items() if name in FACTS} for side in (line.before, line.after))
        assert before.keys() == after.keys()
        assert all(now[name] == value for name, value in before.items()), f"{line} does not begin where the line before it ended"
        assert line.version == version + 1 or (line.version == version and not after), f"versions {version} and {line.version}"
        now, version = now | after, line.version
    return now
