"""A hook of MkDocs: links out of docs/ or to a folder, which the site does not hold, become the path in plain letters.

Every other link is left to MkDocs, which refuses one that leads nowhere (`strict`).
"""

import posixpath
import re
from pathlib import Path
from typing import Any

LINK = re.compile(r"(?<!!)\[(?P<text>[^\]]+)\]\((?P<target>[^)\s:]+)\)")


def on_page_markdown(markdown: str, page: Any, config: Any, **_: Any) -> str:
    """The text of a page as the site has it."""
    folder = posixpath.dirname(page.file.src_uri)

    def kept(link: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(folder, link["target"].partition("#")[0]))
        away = path.startswith("../") or (Path(config.docs_dir) / path).is_dir()
        return f"{link['text']} (`{path.removeprefix('../')}`)" if away else link[0]

    return LINK.sub(kept, markdown)
