"""A bot in a seat of a lesson, for every text: `python bot.py http://127.0.0.1:8765/ CODE NAME [SEAT]`."""

import json
import sys
from urllib.request import urlopen

from websockets.sync.client import connect


def choose(acts):
    """Yes where there is a vote; else put its name to a text; else the last act there is, which is to pass."""
    for wanted in ("yes", "sponsor 1", "table 1"):
        if any(act["says"] == wanted for act in acts):
            return wanted
    return fill(acts[-1])


def fill(part):
    """An act or a choice in notation, with the first choice in each of its fields that it cannot pass over."""
    says = part["says"]
    for field in part.get("fields", part.get("then")):
        says = says.replace(f"{{{field['name']}}}", "" if field["may_pass_over"] else fill(field["choices"][0]))
    return " ".join(says.split())


def play(url, code, name, seat=""):
    """Join, and answer every question until the session is over. Returns how many acts were acknowledged."""
    asked = json.dumps({"code": code, "name": name, "seat": seat}).encode()
    token = json.load(urlopen(url + "join", asked))["token"]
    part, taken, done = "lobby", 0, 0
    with connect(url.replace("http", "ws", 1) + "wire", max_size=None) as wire:
        wire.send(json.dumps({"type": "hello", "token": token}))
        for message in map(json.loads, wire):
            if message["type"] == "board":
                part = message["part"]
            elif message["type"] == "answer":
                taken += message["answer"] == "acknowledged"
            elif message["type"] == "room" and message["room"]["asked"] and message["question"] != done:
                done = message["question"]
                act = choose(message["room"]["acts"])
                wire.send(json.dumps({"type": "act", "id": f"q{done}", "question": done, "act": act}))
            if part == "debrief":
                return taken


if __name__ == "__main__":
    print(play(*sys.argv[1:]), "acts taken")
