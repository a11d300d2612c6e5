"""Addresses: this machine, another one by name, or none at all."""

from __future__ import annotations

import pytest

from recount.language.addresses import address_of
from recount.records import UsageError


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1"),
        ("http://127.0.0.1:8080/v1/", "http://127.0.0.1:8080/v1"),
        ("http://127.9.9.9:1", "http://127.9.9.9:1"),
        ("http://localhost:11434/v1", "http://localhost:11434/v1"),
        ("http://LOCALHOST/v1", "http://localhost:80/v1"),
        ("http://[::1]:8000/v1", "http://[::1]:8000/v1"),
        ("https://localhost/v1", "https://localhost:443/v1"),
    ],
)
def test_this_machine(written: str, base: str) -> None:
    address = address_of(written, allow_remote=False)
    assert (address.base, address.remote) == (base, False)


OTHERS = [
    "http://192.0.2.1:8080/v1",
    "http://models.example.org/v1",
    "http://127.0.0.1.example.org/v1",
    "http://localhost.example.org/v1",
    "http://0.0.0.0:8080/v1",
    "http://127.1:8080/v1",
    "http://0x7f000001/v1",
    "http://2130706433/v1",
    "http://[::ffff:192.0.2.1]/v1",
    "http://localhost./v1",
]


@pytest.mark.parametrize("written", OTHERS)
def test_another_machine_only_if_it_is_allowed_by_name(written: str) -> None:
    with pytest.raises(UsageError, match="--allow-remote"):
        address_of(written, allow_remote=False)
    assert address_of(written, allow_remote=True).remote


@pytest.mark.parametrize(
    "written",
    [
        *("", "127.0.0.1:8080", "localhost:8080/v1", "ftp://127.0.0.1/v1", "file:///v1", "http:///v1", "http://"),
        *("http://127.0.0.1:99999/v1", "http://127.0.0.1:x/v1", "http://[::1/v1", "http://127.0.0.1/v1?a=b"),
        *("http://127.0.0.1/v1#a", "http://127.0.0.1/../v1", "http://127.0.0.1/v1%0d%0aX", "http://127.0.0.1/v 1"),
        *("http://127.0.0.1/v1\r\nX: y", "http://127.0.0.1/v1\n", "http://localhöst/v1", "unix:/tmp/x"),
        "http://127.0.0.1/v1/chat/completions",
    ],
)
@pytest.mark.parametrize("allowed", [True, False])
def test_what_is_no_address_gets_a_sentence(written: str, allowed: bool) -> None:
    with pytest.raises(UsageError, match="expected the base of an OpenAI-compatible service"):
        address_of(written, allow_remote=allowed)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError, match="environment variable") as refused:
        address_of("http://me:hush@127.0.0.1/v1", allow_remote=True)
    assert "hush" not in str(refused.value)
