"""A server that speaks the OpenAI chat protocol on this machine, and answers as a test wants."""

import json
import re
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answers = Callable[[dict[str, Any]], Any]
"""Of a request: the text of the answer, a status, or None to close without one."""


class Stub:
    """Answers on a port of its own. requests: the bodies and headers that came, in order."""

    def __init__(self, answers: Answers) -> None:
        self.answers, self.requests, self.headers = answers, [], []  # type: ignore[var-annotated]
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                stub.requests.append(body)
                stub.headers.append(dict(self.headers))
                said = stub.answers(body)
                if said is None:
                    return
                status, content = (said, b"{}") if isinstance(said, int) else (200, told(said))
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)

    @property
    def name(self) -> str:
        return f"llm:stub@http://127.0.0.1:{self.server.server_address[1]}/v1"

    def __enter__(self) -> "Stub":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def told(text: str) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()


def prompt_of(body: dict[str, Any]) -> str:
    return str(body["messages"][1]["content"])


def acts_of(prompt: str) -> list[str]:
    """The acts that a prompt offers, by number."""
    found = re.findall(r"^(\d+) (.*)$", prompt.partition("Your acts:\n")[2], re.MULTILINE)
    assert [int(number) for number, _ in found] == list(range(len(found)))
    return [act for _, act in found]


def number_of(prompt: str, wanted: str) -> int:
    """The number of the first act that begins so; 0 where there is none."""
    return next((i for i, act in enumerate(acts_of(prompt)) if act.startswith(wanted)), 0)


def choosing(*wanted: str, say: str = "", promise: Any = None) -> Answers:
    """Answers with the first act that begins with one of those words; else the first of all."""

    def answers(body: dict[str, Any]) -> str:
        prompt = prompt_of(body)
        found = next((n for one in wanted if (n := number_of(prompt, one))), 0)
        return json.dumps({"act": found, "say": say, "promise": promise})

    return answers


def late(seconds: float) -> Answers:
    def answers(body: dict[str, Any]) -> str:
        time.sleep(seconds)
        return '{"act": 0, "say": "", "promise": null}'

    return answers
