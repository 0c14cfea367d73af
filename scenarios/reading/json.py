"""The reader of JSON objects in files."""

import json
from pathlib import Path
from typing import Any

from demarche.sim.files import read_bytes
from demarche.sim.terms import Unreadable


def read_json(path: Path, kinds: dict[str, type | tuple[type, ...]], most: int) -> dict[str, Any]:
    """The object in a JSON file of at most `most` bytes. kinds: keys it must have, and the type of each.

    Raises Unreadable naming the file, the key and what would be right.
    """
    content = read_bytes(path, most)
    try:
        found = json.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise Unreadable(f"{path}: damaged: this is not a text in UTF-8") from None
    except RecursionError:
        raise Unreadable(f"{path}: damaged: this is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise Unreadable(f"{path}: damaged: this is not JSON: {error}") from None
    except ValueError:
        raise Unreadable(f"{path}: damaged: a number has too many digits") from None
    if not isinstance(found, dict):
        raise Unreadable(f"{path}: damaged: an object is needed here, {{…}}, not {type(found).__name__}")
    for key, kind in kinds.items():
        if key not in found:
            raise Unreadable(f"{path}: damaged: {key} is missing")
        if not isinstance(found[key], kind) or (isinstance(found[key], bool) and kind is not bool):
            raise Unreadable(f"{path}: damaged: {key} is of the wrong kind, {type(found[key]).__name__}")
    return found
