"""The small faults that a file can have, as changes of its syntax tree; each is known by its place in the list and by its words."""

import ast
import copy
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

OPPOSITE: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip
OTHER_NAME = {"min": "max", "max": "min", "any": "all", "all": "any"}
CLAUSES = {"where", "order_by", "limit", "distinct"}  # a statement that forgets one of these still runs
LOGGERS = {"log", "logger"}  # what is logged is for people: no test should hold it word by word
TEXTS = ast.JoinedStr | ast.List | ast.Tuple | ast.Dict
UNREAD = {"annotation", "returns", "decorator_list", "type_params"}
SYMMETRIC = {"min", "max", "and_", "or_", "isinstance"}  # swapped arguments mean the same, or fail at once
LONGEST = 110


@dataclass(frozen=True)
class Place:
    """Where in a file a mutant stands: the lines of its statement, or of all that runs differently for it."""

    lines: Collection[int]
    scope: str = ""  # the function's name; none at the top of a module or class


@dataclass(frozen=True)
class Mutant:
    file: str
    number: int  # its place in the file's list
    line: int
    place: Place
    key: str

    @property
    def words(self) -> str:
        return self.key.partition(": ")[2]


@dataclass(frozen=True)
class Change:
    """One node of a tree, and what stands there instead."""

    parent: ast.AST
    field: str
    index: int | None
    old: ast.AST
    new: ast.AST
    place: Place

    def apply(self) -> None:
        for node in ast.walk(self.new):
            ast.copy_location(node, self.old)
        if self.index is None:
            setattr(self.parent, self.field, self.new)
        else:
            getattr(self.parent, self.field)[self.index] = self.new


def _with(node: ast.AST, **fields: object) -> ast.AST:
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _not_logged(call: ast.AST) -> bool:
    call = call.value if isinstance(call, ast.Await) else call
    return isinstance(call, ast.Call) and not (isinstance(call.func, ast.Attribute) and _name(call.func.value) in LOGGERS)


def _text(node: ast.AST) -> bool:
    return isinstance(node, TEXTS) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))


def _of_call(node: ast.Call) -> Iterator[ast.AST]:
    name = _name(node.func)
    if name in OTHER_NAME and isinstance(node.func, ast.Name):
        yield _with(node, func=ast.Name(OTHER_NAME[name], ast.Load()))
    if name in CLAUSES and isinstance(node.func, ast.Attribute):
        yield node.func.value
    if name == "timedelta":
        yield ast.BinOp(node, ast.Mult(), ast.Constant(3))
    match node.args:
        case [first, second, *rest] if name not in SYMMETRIC and not isinstance(first, ast.Starred | ast.Constant):
            yield _with(node, args=[second, first, *rest])


def _of_operands(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield _with(node, op=OPPOSITE[type(node.op)]())
    for index in range(len(node.values)):
        rest = node.values[:index] + node.values[index + 1 :]
        yield _with(node, values=rest) if len(rest) > 1 else rest[0]


def faults(node: ast.AST) -> Iterator[ast.AST]:  # noqa: C901, PLR0912 - a table of syntax, one line a form
    """What could stand in the place of a node by a small slip."""
    match node:
        case ast.Compare(ops=[*operators]):
            for index, operator in enumerate(operators):
                yield _with(node, ops=[*operators[:index], OPPOSITE[type(operator)](), *operators[index + 1 :]])
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.BoolOp():
            yield from _of_operands(node)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.BinOp(op=ast.Add() | ast.Sub()) if not _text(node.left) and not _text(node.right):
            yield _with(node, op=OPPOSITE[type(node.op)]())
        case ast.AugAssign(op=ast.Add() | ast.Sub()) if not _text(node.value):
            yield _with(node, op=OPPOSITE[type(node.op)]())
        case ast.Call():
            yield from _of_call(node)
        case ast.If(test=test) | ast.IfExp(test=test) if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp):
            yield _with(node, test=ast.UnaryOp(ast.Not(), test))
        case ast.comprehension(ifs=[_, *rest]):
            yield _with(node, ifs=rest)
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Expr(value=call) if _not_logged(call):
            yield ast.Pass()
        case ast.Raise():
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()


def _header(node: ast.AST, body: list[ast.AST]) -> range:
    return range(node.lineno, (max(node.lineno + 1, body[0].lineno) if body else node.end_lineno + 1))  # type: ignore[attr-defined]


def _uses(tree: ast.AST, node: ast.AST) -> Collection[int]:
    """The lines that read what a statement at the top names; where nothing here does, all lines."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    names = {_name(target) for target in targets}
    return frozenset(n.lineno for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id in names and isinstance(n.ctx, ast.Load))


def _place(node: ast.AST, place: Place, module: ast.AST) -> Place:
    """The lines of the statement that a node begins; a compound statement counts up to its body only."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):  # a default value matters wherever the function runs
        return Place(range(node.lineno, (node.end_lineno or node.lineno) + 1), f"{place.scope}.{node.name}".lstrip("."))
    if not place.scope:
        return Place(_uses(module, node) or place.lines) if isinstance(node, ast.Assign | ast.AnnAssign) else place
    if isinstance(node, ast.match_case):
        return Place(_header(node.pattern, [*node.body]), place.scope)
    if isinstance(node, ast.stmt | ast.ExceptHandler):
        return Place(_header(node, getattr(node, "body", None) or [case.pattern for case in getattr(node, "cases", ())]), place.scope)
    return place


def changes(tree: ast.AST, place: Place | None = None, module: ast.AST | None = None) -> Iterator[Change]:
    """All small faults of a tree, in the order of the text."""
    place, module = place or Place(range(1_000_000)), module or tree
    for field, value in ast.iter_fields(tree):
        if field in UNREAD:
            continue
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(node, ast.AST) or isinstance(node, ast.Assert) or (isinstance(node, ast.Call) and not _not_logged(node)):
                continue
            here = _place(node, place, module)
            yield from (Change(tree, field, index, node, new, here) for new in faults(node))
            yield from changes(node, here, module)


def _told(node: ast.AST) -> str:
    """A node in one line; of a compound statement its first."""
    return ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).strip().partition("\n")[0]


def _key(file: str, change: Change) -> str:
    old, new, parent = change.old, change.new, change.parent
    if isinstance(old, ast.Constant) and isinstance(parent, ast.expr | ast.keyword | ast.arguments | ast.stmt):
        siblings = getattr(parent, change.field)
        changed = new if change.index is None else [*siblings[: change.index], new, *siblings[change.index + 1 :]]
        old, new = parent, _with(parent, **{change.field: changed})
    before, after = _told(old), _told(new)
    if len(before) > LONGEST:  # begin shortly before they differ
        start = max(0, next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0) - 40)
        before, after = (f"…{text[start : start + LONGEST]}" for text in (before, after))
    return f"{file} {change.place.scope or '(top)'}: {before} → {after}"


def mutants(file: str, source: str) -> list[Mutant]:
    """All mutants of a file; two with the same words in one function are numbered."""
    seen: Counter[str] = Counter()
    found = []
    for number, change in enumerate(changes(ast.parse(source))):
        key = _key(file, change)
        seen[key] += 1
        line = getattr(change.old, "lineno", min(change.place.lines))
        found.append(Mutant(file, number, line, change.place, key if seen[key] == 1 else f"{key} ({seen[key]})"))
    return found


def mutated(source: str, number: int) -> ast.Module:
    """The tree of a file with one of its faults."""
    tree = ast.parse(source)
    list(changes(tree))[number].apply()
    return ast.fix_missing_locations(tree)
