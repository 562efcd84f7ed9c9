"""Secrets of known shapes are masked; what only looks like one is not."""

import pytest

from chat.prompt.secrets import CARD, KEY, PRIVATE_KEY, mask

# No string of this file is a real secret; put together here, none is taken for one by those who scan for them.
RANDOM = "a1B2c3D4e5F6g7H8i9J0" * 4
KEYS = [
    "sk-" + RANDOM[:48],
    "sk-ant-api03-" + RANDOM + "-AA",
    "sk-proj-" + RANDOM[:30] + "_" + RANDOM[:20],
    "sk_live_" + RANDOM[:24],
    "ghp_" + RANDOM[:36],
    "github_pat_" + RANDOM[:22] + "_" + RANDOM[:59],
    "glpat-" + RANDOM[:20],
    "xoxb-" + "123456789012-" + RANDOM[:24],
    "AKIA" + "IOSFODNN7EXAMPL3",
    "AIza" + RANDOM[:35],
    "hf_" + RANDOM[:34],
    "SG." + RANDOM[:22] + "." + RANDOM[:43],
    "eyJ" + RANDOM[:20] + ".eyJ" + RANDOM[:40] + "." + RANDOM[:43],
    "12345678:" + "AA" + RANDOM[:33],
]
LINES = "\n".join([("Ab1+/" * 13)[:64]] * 4)
BLOCK = f"-----BEGIN RSA PRIVATE KEY-----\n{LINES}\n-----END RSA PRIVATE KEY-----"


@pytest.mark.parametrize("key", KEYS)
def test_a_key_of_a_known_shape_is_masked(key: str) -> None:
    assert mask(f"My key is {key}, keep it.\nThanks") == (f"My key is {KEY}, keep it.\nThanks", 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"Authorization: Bearer {RANDOM[:40]}", f"Authorization: {KEY}"),
        (f'API_KEY="{RANDOM[:32]}"', f'API_KEY="{KEY}"'),
        (f"client_secret: {RANDOM[:32]}\nnext", f"client_secret: {KEY}\nnext"),
        ("postgres://ann:hunter2two@db/vault", f"postgres://ann:{KEY}@db/vault"),
    ],
)
def test_what_is_named_a_key_is_masked(before: str, after: str) -> None:
    assert mask(before) == (after, 1)


@pytest.mark.parametrize("end", ["\n", "\n    ", "\\\n", "\n> "])
def test_a_key_that_is_split_over_lines_is_masked_whole(end: str) -> None:
    key = KEYS[1]
    text = f"It is {key[:30]}{end}{key[30:60]}{end}{key[60:]}\nand that was it"
    assert mask(text) == (f"It is {KEY}\nand that was it", 1)
    assert mask(f"sk-ab{end}{RANDOM[:40]}") == (KEY, 1)


def test_a_private_key_is_masked_whole_and_what_is_left_of_one() -> None:
    assert mask(f"This:\n{BLOCK}\nThat") == (f"This:\n{PRIVATE_KEY}\nThat", 1)
    assert mask(BLOCK[:120]) == (PRIVATE_KEY, 1)
    assert mask(f"[…] {LINES}\nThat")[0].count("Ab1+") < 14
    assert mask(f"{LINES}\nThat") == (f"{PRIVATE_KEY}\nThat", 1)


@pytest.mark.parametrize(
    "card", ["4111111111111111", "4111 1111 1111 1111", "5555-5555-5555-4444", "3782 822463 10005"]
)
def test_a_card_number_is_masked(card: str) -> None:
    assert mask(f"Card {card} 12/29 123.") == (f"Card {CARD} 12/29 123.", 1)


@pytest.mark.parametrize(
    "text",
    [
        "Order 4111111111111112 of 2026-11-29, invoice 100200300400500",
        "commit 3f786850e387550fdab836ed7e6dc881de23001b",
        "sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "id 123e4567-e89b-12d3-a456-426614174000 and 41111111-1111-1111-4111-111111111111",
        "IBAN DE89 3704 0044 0532 0130 00",
        "risk-assessment-and-other-words sk-learn-pipeline-for-text",
        "The token: see the page on api_key: your-own-key-goes-here",
        "phone +49 170 1234567, 3.14159265358979323846",
        "https://example.org/path?page=2 and ssh://git@host/repo",
        "A sentence without anything.\n" * 3,
    ],
)
def test_what_only_looks_like_a_secret_stays(text: str) -> None:
    assert mask(text) == (text, 0)


def test_several_secrets_are_counted() -> None:
    masked, count = mask(f"{KEYS[0]} and 4111 1111 1111 1111, then {KEYS[4]}")
    assert (masked, count) == (f"{KEY} and {CARD}, then {KEY}", 3)
