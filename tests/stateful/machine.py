"""The machine: what people, Telegram, the clock and the power supply may do to an office, and what is looked at after each."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from crm.model import Staff
from crm.services.staff import lookup
from tests.conftest import Lend
from tests.stateful import history, invariants
from tests.stateful.facts import Facts, changes, facts, restored
from tests.stateful.sayings import HOSTILE, ORDINARY, THINGS
from tests.stateful.world import Key, Raw, World

PEOPLE = st.sampled_from(["bruno", "ana", "emily"])
TEXTS = st.sampled_from(ORDINARY) | st.sampled_from(ORDINARY) | st.sampled_from(ORDINARY) | st.sampled_from(HOSTILE)
ANY = st.integers(0, 9999)
WAITS = st.sampled_from([timedelta(minutes=1), timedelta(minutes=11), timedelta(hours=3), timedelta(days=1), timedelta(days=8)])


class RandomOffice(RuleBasedStateMachine):
    """One example: a fresh database, some days of an office."""

    def __init__(self, lend: Lend) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        self._lent = lend()
        self.world = World(self._lent.__enter__())
        self.undoable: dict[int, Facts] = {}  # change that may still be taken back -> all facts before it
        self.last_change = 0
        self.fresh: set[str] = set()  # who has seen everything that there is to see

    def _do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(work)

    def teardown(self) -> None:
        self._do(self.world.close())
        self._runner.close()
        self._lent.__exit__(None, None, None)

    @initialize()
    def opens(self) -> None:
        self._do(self.world.open())

    @rule(who=PEOPLE, text=TEXTS)
    def says(self, who: str, text: str) -> None:
        self._happens([self.world.text(self._person(who), text)], who)

    @rule(who=PEOPLE, thing=st.sampled_from(THINGS), replies=st.booleans())
    def sends(self, who: str, thing: Raw, replies: bool) -> None:
        self._happens([self.world.thing(self._person(who), thing, **(self._reply(who, 0) if replies else {}))], who)

    @rule(who=PEOPLE, text=TEXTS, n=ANY)
    def replies(self, who: str, text: str, n: int) -> None:
        self._happens([self.world.text(self._person(who), text, **self._reply(who, n))], who)

    @rule(who=PEOPLE, text=TEXTS, n=ANY)
    def edits(self, who: str, text: str, n: int) -> None:
        said = [
            raw["message"] for raw in self.world.sent if "message" in raw and raw["message"]["from"]["id"] == self._person(who).telegram_id
        ]
        if said:
            old = said[-1 - n % min(3, len(said))]["message_id"]
            self._happens([self.world.text(self._person(who), text, message_id=old, edit_date=self.world.phones._stamp())], who)

    @rule(who=PEOPLE, choices=st.lists(ANY, min_size=1, max_size=4))
    def taps(self, who: str, choices: list[int]) -> None:
        """Buttons of the newest message, one after the other: they count, whatever they are."""
        for n in choices:
            key, before, fresh = self._new_key(who, n), len(self.world.phones.log), who in self.fresh
            if key:
                self._happens([self.world.tap(self._person(who), key)], who)
                if fresh:
                    invariants.counts(self.world, self._person(who), before)

    @rule(who=PEOPLE, n=ANY)
    def taps_again(self, who: str, n: int) -> None:
        """Any button that was ever shown, however old its message."""
        keys = self.world.keys(self._person(who))
        if keys:
            self._happens([self.world.tap(self._person(who), keys[n % len(keys)])], who)

    @rule(
        who=PEOPLE,
        n=ANY,
        part=st.integers(0, 4),
        instead=st.sampled_from(["", "0", "-1", "x", "99999999999999999999", "m000101", "999912"]),
    )
    def taps_what_never_was(self, who: str, n: int, part: int, instead: str) -> None:
        keys = self.world.keys(self._person(who))
        if keys:
            key = keys[n % len(keys)]
            parts = key.data.split(":")
            parts[part % len(parts)] = instead
            self._happens([self.world.tap(self._person(who), Key(key.message_id, key.label, ":".join(parts)[:64] or ":"))], who)

    @rule(one=PEOPLE, other=PEOPLE, n=ANY, m=ANY, text=TEXTS)
    def at_once(self, one: str, other: str, n: int, m: int, text: str) -> None:
        """Two taps, or a tap and a text, arrive in the same moment: of two people, or of one."""
        keys = [self._new_key(one, n), self._new_key(other, m)]
        raws = [self.world.tap(self._person(who), key) for who, key in zip((one, other), keys, strict=True) if key]
        raws += [self.world.text(self._person(other), text)] if len(raws) < 2 else []
        self._happens(raws, "")

    @rule(who=PEOPLE, text=TEXTS, when=st.sampled_from(["kept", "claimed", "done"]))
    def dies(self, who: str, text: str, when: str) -> None:
        """The process dies with work in its hands, and another one does it."""
        self._happens([self.world.text(self._person(who), text)], who, dies=when)

    @rule()
    def restarts(self) -> None:
        self._do(self.world.restart())

    @precondition(lambda self: self.world.repeatable)
    @rule(n=ANY)
    def telegram_repeats(self, n: int) -> None:
        """The same update once more: nothing happens."""
        before, stood = len(self.world.phones.log), self._do(facts(self.world.phones.office))
        raw = self.world.repeatable[-1 - n % len(self.world.repeatable)]
        self._do(self.world.deliver([raw]))
        assert len(self.world.phones.log) == before
        assert self._do(facts(self.world.phones.office)) == stood

    @rule(how_long=WAITS)
    def time_passes(self, how_long: timedelta) -> None:
        self._do(self.world.wait(how_long))
        self.fresh.clear()
        self.undoable.clear()
        self.last_change = max([self.last_change, *(one.id for one in self._do(changes(self.world.phones.office, self.last_change)))])
        self._check()

    @rule(who=PEOPLE)
    def undoes(self, who: str) -> None:
        """[↩️ Deshacer] of what was done last takes it back, and gives every fact back."""
        key = next((key for key in self.world.keys(self._person(who)) if key.data.startswith("undo:")), None)
        if key is None:
            return
        change = int(key.data.split(":")[1])
        is_last = change in self.undoable and not self._do(changes(self.world.phones.office, change))
        before = self.undoable.pop(change, {})
        self._happens([self.world.tap(self._person(who), key)], who)
        if is_last:
            assert self._do(changes(self.world.phones.office, change - 1))[0].undone_by, "not taken back"
            assert restored(before, self._do(facts(self.world.phones.office))) == ""

    def _happens(self, updates: list[Raw], who: str, *, dies: str = "") -> None:
        """Updates arrive, and all that must hold afterwards is looked at."""
        office, log = self.world.phones.office, len(self.world.phones.log)
        before = self._do(facts(office))
        linked = self._linked()
        self._do(self.world.deliver(updates, dies=dies))
        made = self._do(changes(self.world.phones.office, self.last_change))
        if made:
            self.last_change = made[-1].id
        if len(made) == 1:
            self.undoable[self.last_change] = before
        self.fresh = {who} if who else set()
        invariants.answered(self.world, log, updates, linked=[*set(linked) & set(self._linked())])
        self._check(log)

    def _check(self, log: int = 0) -> None:
        for _, shown in self.world.phones.log[log:]:
            invariants.fits(shown)
        self._do(invariants.nothing_is_left(self.world))
        self._do(history.check(self.world.phones.office))

    def _person(self, who: str) -> Staff:
        found: Staff = getattr(self.world.people, who)
        return found

    def _linked(self) -> list[Staff]:
        """Who is connected now: an administrator may disconnect anybody."""
        everybody = [self._person(who) for who in ("bruno", "ana", "emily")]
        found = self._do(lookup.linked(self.world.phones.office, [who.telegram_id or 0 for who in everybody]))
        return [who for who in everybody if who.telegram_id in found]

    def _new_key(self, who: str, n: int) -> Key | None:
        shown = self.world.newest(self._person(who))
        keys = [Key(shown.id, b.text, b.data) for row in shown.message.buttons for b in row if b.data] if shown else []
        return keys[n % len(keys)] if keys else None

    def _reply(self, who: str, n: int) -> Raw:
        person = self._person(who)
        shown = self.world.phones.chats.get(person.telegram_id or 0, [])
        if not shown:
            return {}
        head = {"chat": self.world.phones._chat(person), "date": self.world.phones._stamp(), "text": "…"}
        return {"reply_to_message": {"message_id": shown[-1 - n % len(shown)].id, **head}}
