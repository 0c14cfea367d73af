"""Faulty files made of sound ones: a few random changes, the same for the same seed."""

import copy
import json
import random
import re
from collections.abc import Callable
from typing import Any

from demarche.sim.log import link

HAZARDS = (
    b"",
    b"\x00",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\r",
    b"\n\n",
    b"\t",
    b"\x1b[31m",
    b"\x7f",
    b"\xc2\x85",
    b"\xe2\x80\xae",
    b"\xe2\x80\xa8",
    b"\xed\xa0\x80",
    b"\xff",
    b'"',
    b"'",
    b'"""',
    b"'''",
    b"#",
    b"\\",
    b"\\u0000",
    b"\\ud800",
    b"[" * 40,
    b"[" * 5000,
    b"{" * 5000,
    b"}",
    b"]",
    b"a." * 40,
    b"a." * 20000,
    b",",
    b";",
    b"=",
    b"9" * 5000,
    b"1e999",
    b"-1",
    b"0",
    b"nan",
    b"inf",
    b"-inf",
    b"true",
    b"null",
    b"1e400",
    b"0x" + b"f" * 5000,
    b"2020-01-01",
    b"1.5",
    b"18446744073709551616",
    b"9223372036854775808",
    b"400000000",
    b"[]",
    b"{}",
    b"[[]]",
    b'""',
    b'"x"',
    b"\xc3\xa9",
)
VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1,
    1.5,
    1 << 31,
    1 << 63,
    1 << 64,
    -(1 << 70),
    1e308,
    "",
    "x",
    "x" * 5000,
    "\x1b[2J",
    "\ud800",
    [],
    {},
    [[]],
    [None],
    [0] * 4,
    {"a": 1},
    {"": []},
    ["USA"],
    "CHN>RUS",
    "nan",
    [1.5, True, None, ""],
)
_TOKEN = re.compile(rb'-?\d+(?:\.\d+)?|"[^"\n]*"|true|false|[A-Za-z_]+')
Change = Callable[[bytes, random.Random], bytes]


def flip(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content) + 1)
    return content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :]


def cut_out(content: bytes, chance: random.Random) -> bytes:
    begin = chance.randrange(len(content) + 1)
    return content[:begin] + content[begin + chance.randrange(1, 60) :]


def cut_short(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def insert(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content) + 1)
    return content[:place] + chance.choice(HAZARDS) + content[place:]


def put_first(content: bytes, chance: random.Random) -> bytes:
    return chance.choice(HAZARDS) + content


def replace_token(content: bytes, chance: random.Random) -> bytes:
    found = list(_TOKEN.finditer(content))
    if not found:
        return content
    token = chance.choice(found)
    return content[: token.start()] + chance.choice((*HAZARDS, chance.choice(found)[0])) + content[token.end() :]


def repeat_lines(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    begin = chance.randrange(len(lines))
    some = lines[begin : begin + chance.randrange(1, 6)]
    return b"\n".join(lines[:begin] + some * chance.choice((2, 2, 3, 50)) + lines[begin:])


def move_lines(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def encode_otherwise(content: bytes, chance: random.Random) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(chance.choice(("utf-16", "utf-16-be", "utf-32", "utf-8-sig", "latin-1", "utf-7")), "replace")


def with_noise(content: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(chance.randrange(1, 200)) if chance.random() < 0.2 else content + chance.randbytes(20)


CHANGES: tuple[Change, ...] = (
    flip, cut_out, cut_short, insert, insert, put_first, replace_token, replace_token, replace_token, replace_token,
    repeat_lines, move_lines, encode_otherwise, with_noise,
)  # fmt: skip


def of_bytes(content: bytes, chance: random.Random) -> bytes:
    """One to three changes of any file."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        content = chance.choice(CHANGES)(content, chance)
    return content


def of_log(content: bytes, chance: random.Random) -> bytes:
    """Values of a log changed, and every line chained again: what a forger would write."""
    lines = [json.loads(line) for line in content.splitlines()]
    for _ in range(chance.choice((1, 1, 2, 4))):
        _change_within(chance.choice(lines), chance)
    forged, before = [], ""
    for line in lines:
        body = json.dumps({k: v for k, v in line.items() if k != "chain"}, separators=(",", ":"), ensure_ascii=True)
        before = link(before, body)
        forged.append(f'{body[:-1]},"chain":"{before}"}}'.encode())
    return b"\n".join(forged) + b"\n"


def of_json(content: bytes, chance: random.Random) -> bytes:
    """Values of a JSON document changed, or any change of its bytes."""
    if chance.random() < 0.3:
        return of_bytes(content, chance)
    document = json.loads(content)
    if chance.random() < 0.05:
        return json.dumps(chance.choice(VALUES)).encode()
    for _ in range(chance.choice((1, 1, 2))):
        _change_within(document, chance)
    return json.dumps(document).encode()


def _change_within(document: dict[str, Any], chance: random.Random) -> None:
    """One value anywhere within a document replaced, removed, or added."""
    places: list[Any] = [document]
    for part in places:
        values = part.values() if isinstance(part, dict) else part
        places += [value for value in values if isinstance(value, dict | list) and value]
    place: Any = document if chance.random() < 0.3 else chance.choice(places)
    key = chance.choice(list(place)) if isinstance(place, dict) else chance.randrange(len(place))
    if chance.random() < 0.15:
        del place[key]
        if not place and place is document:
            place["log"] = "demarche"
    elif isinstance(place, dict) and chance.random() < 0.1:
        place[chance.choice(("", "x", "USA", "CHN>RUS", "\x1b"))] = copy.deepcopy(chance.choice(VALUES))
    else:
        place[key] = copy.deepcopy(chance.choice(VALUES))
