"""What can be made wrong in a line, by fixed operators: thresholds, signs, numbers, logic, guards, audiences."""

import ast
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WRITTEN: dict[type[ast.AST], tuple[str, str, str]] = {
    ast.Gt: ("threshold", ">", ">="), ast.GtE: ("threshold", ">=", ">"),
    ast.Lt: ("threshold", "<", "<="), ast.LtE: ("threshold", "<=", "<"),
    ast.Eq: ("equality", "==", "!="), ast.NotEq: ("equality", "!=", "=="),
    ast.In: ("equality", "in", "not in"), ast.NotIn: ("equality", "not in", "in"),
    ast.Is: ("equality", "is", "is not"), ast.IsNot: ("equality", "is not", "is"),
    ast.Add: ("sign", "+", "-"), ast.Sub: ("sign", "-", "+"), ast.Mult: ("sign", "*", "/"), ast.Div: ("sign", "/", "*"),
    ast.BitAnd: ("logic", "&", "|"), ast.BitOr: ("logic", "|", "&"),
    ast.And: ("logic", "and", "or"), ast.Or: ("logic", "or", "and"),
}  # fmt: skip
"""Of what stands between two operands: the operator of faults, how it is written, and what is written instead."""
EXTREMES = {"min": "max", "max": "min", "any": "all", "all": "any", "minimum": "maximum", "maximum": "minimum"}
MISSING = ("NONE", "ABSENT")
"""Names of the number that stands for nothing; the fault is to read it as the first of a list, or as a vote."""
SHOWN_TO = ("Audience", "Reveal", "Role")
"""Enums that say who sees or may do something."""
NO_RULE = (ast.Raise, ast.Assert, ast.JoinedStr, ast.Import, ast.ImportFrom)
"""Where a change is no fault of a rule. Nor is one of `zip(strict=…)`, which is itself a guard against faults."""
LEFT_OUT = ("annotation", "returns", "decorator_list", "type_params")


@dataclass(frozen=True)
class Change:
    """One replacement within a line: where it stands (bytes of the file), what is written there and what instead."""

    operator: str
    line: int
    start: int
    right: str
    wrong: str


class Lines:
    """The source of one file, and where its nodes stand in it."""

    def __init__(self, source: bytes) -> None:
        self.source, self.starts = source, [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def begin(self, node: ast.AST) -> int:
        return self.starts[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]

    def end(self, node: ast.AST) -> int:
        return self.starts[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]

    def text(self, node: ast.AST) -> str:
        return self.source[self.begin(node) : self.end(node)].decode()

    def whole(self, operator: str, node: ast.AST, wrong: str) -> Change:
        return Change(operator, node.lineno, self.begin(node), self.text(node), wrong)  # type: ignore[attr-defined]

    def between(self, first: ast.AST, kind: ast.AST, last: ast.AST) -> Iterator[Change]:
        """Another operator in place of the one that stands between two operands."""
        if type(kind) in WRITTEN:
            operator, right, wrong = WRITTEN[type(kind)]
            place = self.source.index(right.encode(), self.end(first), self.begin(last))
            yield Change(operator, bisect_right(self.starts, place), place, right, wrong)


def changes(path: Path) -> list[Change]:
    """Every change that could be made in a file, by line; none in annotations, messages or docstrings."""
    source = path.read_bytes()
    lines = Lines(source)
    found = {change for node in _nodes(ast.parse(source)) for change in _of(lines, node)}
    return sorted(found, key=lambda change: (change.start, change.operator, change.wrong))


def _nodes(tree: ast.AST) -> Iterator[ast.AST]:
    for name, value in ast.iter_fields(tree):
        if name in LEFT_OUT:
            continue
        for node in value if isinstance(value, list) else [value]:
            if isinstance(node, ast.AST) and not isinstance(node, NO_RULE) and getattr(node, "arg", "") != "strict":
                yield node
                yield from _nodes(node)


def _of(lines: Lines, node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare():
            for left, kind, right in zip([node.left, *node.comparators], node.ops, node.comparators, strict=False):
                yield from lines.between(left, kind, right)
        case ast.BinOp():
            yield from lines.between(node.left, node.op, node.right)
        case ast.BoolOp():
            yield from lines.between(node.values[0], node.op, node.values[1])
        case ast.UnaryOp(op=ast.Not() | ast.Invert() | ast.USub()):
            yield lines.whole("negation", node, lines.text(node.operand))
        case ast.Constant(value=bool()):
            yield lines.whole("truth", node, str(not node.value))
        case ast.Constant(value=int(number)):
            yield lines.whole("number", node, str(number + 1))
        case ast.Constant(value=float(number)):
            yield lines.whole("number", node, repr(number * 2 or 1.0))
        case ast.If() if len(node.body) == 1 and isinstance(node.body[0], ast.Raise | ast.Return | ast.Continue):
            if node.test.lineno == node.test.end_lineno and not node.orelse:
                yield lines.whole("guard", node.test, "False")
        case ast.Name(id=name, ctx=ast.Load()) if name in EXTREMES or name in MISSING:
            yield lines.whole("extreme" if name in EXTREMES else "missing", node, EXTREMES.get(name, "0"))
        case ast.Attribute(attr=name) if name in EXTREMES:
            yield lines.whole("extreme", node, f"{lines.text(node.value)}.{EXTREMES[name]}")
        case ast.Attribute(value=ast.Name(id=name), attr=member) if name in SHOWN_TO and member.isupper():
            yield lines.whole("audience", node, f"next(one for one in {name} if one != {name}.{member})")
