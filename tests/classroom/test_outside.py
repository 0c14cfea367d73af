"""A lesson beyond one room: a public name, a named proxy, TLS, secrets, health, the administrator."""

import json
import os
import ssl
import subprocess
import urllib.request
from pathlib import Path

import pytest
from starlette.datastructures import Headers

from demarche.ui.classroom.guard import Outside
from demarche.ui.classroom.opening import Wanted
from demarche.ui.classroom.serve import outside_of
from demarche.ui.classroom.tokens import new_secrets
from demarche.ui.refused import Refused
from tests.classroom.hosting import ask, kill_gently, start_process

PUBLIC = ("--address", "https://lessons.example", "--proxy", "127.0.0.1")


def status(url, **headers):
    """The status of the join page, asked for with those headers."""
    return ask(url, headers={name.replace("_", "-"): value for name, value in headers.items()})[0]


def test_the_public_name_counts_in_what_a_named_proxy_brings_and_nothing_else_does(tmp_path):
    process, told = start_process(tmp_path, *PUBLIC)
    try:
        assert told["join"] == "https://lessons.example/"
        own = f"http://127.0.0.1:{port_of(process)}/"
        assert status(own, Host="lessons.example") == 200
        assert status(own, Host="lessons.example", Origin="https://lessons.example") == 200
        assert status(own, Host="lessons.example", Origin="http://lessons.example") == 403
        assert status(own, Host="lessons.example", Origin="https://evil.example") == 403
        assert status(own, Host="evil.example") == 403
        assert status(own) == 403  # through the proxy nobody comes by a number
    finally:
        kill_gently(process)


def port_of(process):
    """The port at which a host listens."""
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    inodes = {line.split()[9]: int(line.split()[1].rpartition(":")[2], 16) for line in lines if line.split()[3] == "0A"}
    for one in os.listdir(f"/proc/{process.pid}/fd"):
        link = os.readlink(f"/proc/{process.pid}/fd/{one}")
        if link.startswith("socket:[") and link[8:-1] in inodes:
            return inodes[link[8:-1]]
    raise AssertionError("it does not listen")


def test_from_elsewhere_than_the_proxy_the_public_name_is_foreign():
    outside = outside_of(wanted(address="https://lessons.example", proxies=("10.1.2.0/24",)))
    assert outside.may_be_named_by("10.1.2.9")
    assert not outside.may_be_named_by("127.0.0.1")
    assert not outside.may_be_named_by("nobody")
    assert outside_of(wanted(address="https://lessons.example")).may_be_named_by("192.168.1.7")


def wanted(**given):
    return Wanted("tutorial", 45, 1, 0, False, Path("a.lesson"), **given)


def test_only_a_named_proxy_says_who_asks_and_only_the_address_that_it_added_counts():
    outside = outside_of(wanted(address="https://lessons.example", proxies=("10.0.0.1",)))
    told = Headers({"x-forwarded-for": "1.1.1.1, 203.0.113.9"})
    assert outside.address_of("10.0.0.1", told) == "203.0.113.9"
    assert outside.address_of("10.0.0.2", told) == "10.0.0.2"
    assert outside.address_of("10.0.0.1", Headers({"x-forwarded-for": "nonsense"})) == "10.0.0.1"
    assert Outside().address_of("10.0.0.1", told) == "10.0.0.1"


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"address": "lessons.example"}, "--address"),
        ({"address": "https://a.example/path"}, "--address"),
        ({"proxies": ("127.0.0.1",)}, "--proxy"),
        ({"address": "https://a.example", "proxies": ("me",)}, "--proxy"),
        ({"certificate": "x"}, "together"),
    ],
)
def test_what_is_wrong_in_those_options_is_named(given, fault):
    with pytest.raises(Refused, match=fault):
        outside_of(wanted(**given))


def test_tls_by_an_own_certificate(tmp_path):
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
         "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", cert],
        check=True, capture_output=True,
    )  # fmt: skip
    process, told = start_process(tmp_path, "--certificate", str(cert), "--key", str(key))
    try:
        assert told["join"].startswith("https://127.0.0.1:")
        trusted = ssl.create_default_context(cafile=str(cert))
        with urllib.request.urlopen(told["join"] + "about", context=trusted, timeout=20) as answer:
            assert json.load(answer)["title"]
    finally:
        kill_gently(process)


def test_secrets_of_the_environment_are_those_of_a_new_lesson(monkeypatch):
    monkeypatch.setenv("DEMARCHE_CODE", "abc234")
    monkeypatch.setenv("DEMARCHE_FACILITATOR", "a" * 32)
    monkeypatch.setenv("DEMARCHE_PROJECTOR", "b" * 32)
    assert new_secrets() == ("ABC234", "a" * 32, "b" * 32)
    monkeypatch.setenv("DEMARCHE_FACILITATOR", "short-secret")
    with pytest.raises(Refused) as refused:
        new_secrets()
    assert "short-secret" not in str(refused.value)


def test_health_is_for_everybody_and_figures_and_lessons_for_the_administrator(tmp_path):
    process, told = start_process(tmp_path)
    key = {"Authorization": f"Bearer {told['admin'].partition('#')[2]}"}
    url = told["join"]
    try:
        assert ask(url + "health") == (200, '{"well":true}')
        figures = ask(url + "metrics", headers=key)[1]
        assert "demarche_seats_taken 0" in figures
        assert all(line.startswith(("#", "demarche_")) for line in figures.splitlines())
        (tmp_path / "b.lesson").write_bytes((tmp_path / "a.lesson").read_bytes())
        listed = json.loads(ask(url + "admin/lessons", headers=key)[1])["lessons"]
        assert [(one["name"], one["open"]) for one in listed] == [("a.lesson", True), ("b.lesson", False)]
        assert ask(url + "admin/delete", b"a.lesson", key)[0] == 409
        assert ask(url + "admin/delete", b"../a.lesson", key)[0] == 404
        assert ask(url + "admin/delete", b"b.lesson", {})[0] == 403
        assert ask(url + "admin/delete", b"b.lesson", key)[0] == 200
        assert not (tmp_path / "b.lesson").exists()
    finally:
        kill_gently(process)
