"""A chat with a server that speaks the OpenAI protocol: one question, one answer, in a time that is bounded.

A key comes from the environment alone, and is written nowhere.
"""

import os
import re
from dataclasses import dataclass
from typing import Any

from demarche.sim.terms import Unreadable

KEYS = ("DEMARCHE_LLM_KEY", "OPENAI_API_KEY")
"""Environment variables that may hold the key, the first that does."""
SECONDS = float(os.environ.get("DEMARCHE_LLM_SECONDS", "30"))
"""How long an answer may take."""
MOST_ANSWER = 64_000
"""Bytes of an answer that are read."""
_NAME = re.compile(r"llm:(?P<model>[^@\s]+)@(?P<url>https?://\S+)")


class NoAnswer(Exception):
    """There was no answer: late, refused, cut short, or not of the protocol."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model and where it is served. url: the base, as of https://host/v1."""

    model: str
    url: str

    @classmethod
    def named(cls, name: str) -> "Model":
        """`llm:MODEL@URL`. Raises Unreadable where that is not what the name is."""
        found = _NAME.fullmatch(name)
        if found is None:
            raise Unreadable(
                f"{name}: a language model is named llm:MODEL@URL, as in llm:qwen3@http://localhost:11434/v1"
            )
        if "@" in found["url"].partition("//")[2].partition("/")[0]:
            raise Unreadable("llm: a key or password does not belong in the address; put it into DEMARCHE_LLM_KEY")
        return cls(found["model"], found["url"].rstrip("/"))

    @property
    def name(self) -> str:
        """As scenarios and logs name it."""
        return f"llm:{self.model}@{self.url}"


class Chat:
    """Asks a model, by structured output where its server has that."""

    def __init__(self, model: Model) -> None:
        """Nothing is sent yet. Raises Unreadable where the extra is not installed."""
        try:
            import httpx
        except ImportError:
            raise Unreadable("a language model in a seat needs httpx: pip install 'demarche[llm]'") from None
        self.model, self._http, self._structured = model, httpx, True

    def ask(self, messages: list[dict[str, str]], schema: dict[str, Any]) -> str:
        """The text of the answer. Raises NoAnswer."""
        key = next((os.environ[name] for name in KEYS if os.environ.get(name)), "")
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        body: dict[str, Any] = {"model": self.model.model, "messages": messages, "temperature": 0, "max_tokens": 400}
        if self._structured:
            body["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": "act", "strict": True, "schema": schema},
            }
        status, content = self._post(body, headers)
        if status in (400, 422) and self._structured:  # the server knows no structured output
            self._structured = False
            del body["response_format"]
            status, content = self._post(body, headers)
        if status != 200:
            raise NoAnswer(f"the server answered with status {status}")
        try:
            answer = content["choices"][0]["message"]["content"]
        except (KeyError, IndexError, TypeError):
            raise NoAnswer("the answer is not one of the chat protocol") from None
        if not isinstance(answer, str) or not answer.strip():
            raise NoAnswer("the answer is empty")
        return answer[:MOST_ANSWER]

    def _post(self, body: dict[str, Any], headers: dict[str, str]) -> tuple[int, Any]:
        http = self._http
        try:
            found = http.post(f"{self.model.url}/chat/completions", json=body, headers=headers, timeout=SECONDS)
        except http.TimeoutException:
            raise NoAnswer(f"no answer within {SECONDS:g} seconds") from None
        except (http.HTTPError, http.InvalidURL) as error:
            raise NoAnswer(f"the server cannot be reached: {type(error).__name__}") from None
        try:
            return found.status_code, found.json()
        except ValueError:
            return found.status_code, None
