"""The story of a finished session, as data: `tell` gives sections of lines and tables, and nothing is printed here."""

from demarche.ui.story.parts import Line, Part, Section, Table
from demarche.ui.story.tell import tell

__all__ = ["Line", "Part", "Section", "Table", "tell"]
