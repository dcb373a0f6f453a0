"""Fetching: within limits of size and time, redirects judged anew, nothing asked of this machine."""

from __future__ import annotations

import gzip
import time

import pytest

from host import Answer, Host
from regreso.channels.fetch import Asked, FetchError, fetch
from regreso.channels.guard import Guard
from regreso.channels.robots import Manners

LOCAL = Guard(loopback=True)


def code(asked: Asked, guard: Guard = LOCAL) -> str:
    with pytest.raises(FetchError) as raised:
        fetch(asked, guard=guard)
    return raised.value.code


def test_what_is_there_comes_with_the_words_of_its_host(host: Host) -> None:
    host.answers["/feed"] = Answer(b"<rss/>", headers={"ETag": '"1"', "Last-Modified": "Thu, 03 Mar 2022"})
    came = fetch(Asked(f"{host.address}/feed"), guard=LOCAL)
    assert (came.data, came.etag, came.modified, came.same) == (b"<rss/>", '"1"', "Thu, 03 Mar 2022", False)
    assert "Regreso" in host.asked[0][1]["User-Agent"]


def test_what_did_not_change_is_not_sent_again(host: Host) -> None:
    host.answers["/feed"] = Answer(b"<rss/>", headers={"ETag": '"1"'})
    came = fetch(Asked(f"{host.address}/feed", etag='"1"'), guard=LOCAL)
    assert (came.same, came.data) == (True, b"")


def test_without_the_override_this_machine_is_not_asked(host: Host) -> None:
    assert code(Asked(f"{host.address}/feed"), Guard()) == "refused"
    assert host.asked == []


def test_a_redirect_to_a_private_address_is_refused(host: Host) -> None:
    for n, to in enumerate(
        ("http://169.254.169.254/latest", "http://10.0.0.1/", "file:///etc/passwd", "ftp://x/")
    ):
        host.answers[f"/{n}"] = Answer(status=302, headers={"Location": to})
        assert code(Asked(f"{host.address}/{n}")) == "refused"


def test_a_redirect_on_the_same_host_is_followed_and_a_circle_is_left(host: Host) -> None:
    host.answers["/old"] = Answer(status=301, headers={"Location": "/new?q=ї".encode().decode("latin-1")})
    host.answers["/new?q=%D1%97"] = Answer(b"words")
    assert fetch(Asked(f"{host.address}/old"), guard=LOCAL).data == b"words"
    host.answers["/circle"] = Answer(status=302, headers={"Location": "/circle"})
    assert code(Asked(f"{host.address}/circle")) == "redirects"
    assert host.paths().count("/circle") == 6


def test_too_much_is_left_unread(host: Host) -> None:
    host.answers["/large"] = Answer(b"x" * 100_000, pieces=50)
    assert code(Asked(f"{host.address}/large", most_bytes=200_000)) == "size"


def test_what_unpacks_to_too_much_is_left_unread(host: Host) -> None:
    bomb = gzip.compress(b"0" * 30_000_000)
    host.answers["/bomb"] = Answer(bomb, headers={"Content-Encoding": "gzip"})
    began = time.process_time()
    assert code(Asked(f"{host.address}/bomb", most_bytes=1_000_000)) == "size"
    assert time.process_time() - began < 2
    host.answers["/packed"] = Answer(gzip.compress(b"words"), headers={"Content-Encoding": "gzip"})
    assert fetch(Asked(f"{host.address}/packed"), guard=LOCAL).data == b"words"


def test_a_host_that_answers_a_letter_a_moment_is_cut_off(host: Host) -> None:
    host.answers["/slow"] = Answer(b"x", slow=0.1, pieces=400)
    began = time.monotonic()
    assert code(Asked(f"{host.address}/slow", seconds=0.5)) == "slow"
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (Answer(status=404), "answer"), (Answer(status=500), "trouble"), (Answer(status=403), "answer"),
        (Answer(b"x", headers={"Content-Type": "image/jpeg"}), "picture"),
        (Answer(b"x", headers={"Content-Type": "video/mp4"}), "picture"),
        (Answer(b"x", headers={"Content-Encoding": "br"}), "answer"), (Answer(status=302), "answer"),
    ],
)  # fmt: skip
def test_other_answers_are_told_in_a_word(host: Host, answer: Answer, word: str) -> None:
    host.answers["/x"] = answer
    assert code(Asked(f"{host.address}/x")) == word


def test_a_host_that_wants_to_be_left_says_for_how_long(host: Host) -> None:
    host.answers["/busy"] = Answer(status=429, headers={"Retry-After": "120"})
    with pytest.raises(FetchError) as raised:
        fetch(Asked(f"{host.address}/busy"), guard=LOCAL)
    assert (raised.value.code, raised.value.after) == ("later", 120)


@pytest.mark.parametrize(
    "address", ["ftp://news.example/", "file:///etc/passwd", "https://a:b@news.example/", "x"]
)
def test_other_schemes_and_names_with_passwords_are_refused(address: str) -> None:
    assert code(Asked(address)) == "refused"


def test_a_host_that_nobody_knows_is_unreachable() -> None:
    assert code(Asked("http://no-such-host.invalid/")) == "unreachable"


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.time, self.slept = 1000.0, list[float]()

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def now(self) -> float:
        return self.time


def manners(clock: Clock) -> Manners:
    return Manners(guard=LOCAL, sleep=clock.sleep, now=clock.now)


def test_robots_are_asked_once_and_obeyed(host: Host) -> None:
    host.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private/\n")
    host.answers["/open"] = Answer(b"words")
    polite = manners(Clock())
    assert polite.fetch(Asked(f"{host.address}/open")).data == b"words"
    with pytest.raises(FetchError) as raised:
        polite.fetch(Asked(f"{host.address}/private/x"))
    assert raised.value.code == "robots"
    assert host.paths() == ["/robots.txt", "/open"]


def test_without_robots_all_is_open_and_a_host_in_trouble_is_left_alone(host: Host) -> None:
    host.answers["/open"] = Answer(b"words")
    assert manners(Clock()).fetch(Asked(f"{host.address}/open")).data == b"words"
    host.answers["/robots.txt"] = Answer(status=503)
    with pytest.raises(FetchError):
        manners(Clock()).fetch(Asked(f"{host.address}/open"))


def test_a_pause_lies_between_two_requests_and_the_host_may_ask_for_more(host: Host) -> None:
    host.answers["/open"] = Answer(b"words")
    clock = Clock()
    polite = manners(clock)
    for _ in range(3):
        polite.fetch(Asked(f"{host.address}/open"))
    assert clock.slept == [5.0, 5.0, 5.0]
    host.answers["/robots.txt"] = Answer(b"User-agent: Regreso\nCrawl-delay: 30\n")
    clock = Clock()
    manners(clock).fetch(Asked(f"{host.address}/open"))
    assert clock.slept == [30.0]
