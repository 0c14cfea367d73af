"""A connection whose bytes the test writes by itself: what no library would send."""

import json
import socket

from tests.classroom.hosting import LONG


class Raw:
    """One connection to a host on this computer."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=LONG)
        self.port = port

    def send(self, data):
        self.socket.sendall(data)

    def head(self, method, path, **headers):
        """A request without its body."""
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in self.named(headers))]
        self.send("\r\n".join([*lines, "", ""]).encode("latin-1"))

    def named(self, headers):
        return {"Host": f"127.0.0.1:{self.port}", **headers}.items()

    def hello(self, token):
        """The first message of a wire, masked as that of a client is."""
        text = json.dumps({"type": "hello", "token": token}).encode()
        self.send(bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text)

    def read(self):
        """Everything that comes until the other end closes, or the answer is whole."""
        data = b""
        while part := self.socket.recv(65_536):
            data += part
            head, _, body = data.partition(b"\r\n\r\n")
            length = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
            if length and len(body) >= int(length[0].partition(b":")[2]):
                break
        return data.decode("utf-8", "replace")

    def status(self):
        """The status of the answer."""
        answer = self.read()
        self.close()
        return int(answer.split(" ", 2)[1])

    def closed(self):
        """Whether the other end has let go, waited for."""
        try:
            return self.socket.recv(1) == b""
        except OSError:
            return True

    def close(self):
        self.socket.close()
