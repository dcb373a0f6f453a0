"""One index in shared memory: many read while one writes, and a writer killed in the middle costs nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from regreso.facts.person import PersonFacts, PersonName, Weighted
from regreso.matching import Registry, Torn, shared_registry

SURNAMES = ["Иванов", "Петров", "Кравчук", "Жуков", "Гнатюк", "Ткаченко"]
GIVEN = ["Сергей", "Олег", "Пётр", "Микола"]


def person(number: int) -> PersonFacts:
    """The person of one row of a database that two processes read."""
    random = Random(number)
    name = PersonName.of_parts(
        random.choice(SURNAMES) + "аеиоу"[number % 5] * (number % 3), random.choice(GIVEN)
    )
    return PersonFacts(names=(Weighted(name),))


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from test_shared import person
from regreso.matching import shared_registry
registry = shared_registry(Path(sys.argv[2]))
print("open", flush=True)
for number in range(1, 100_000):
    with registry.room.writing():
        registry.add(f"R{number % 700}", person(number))
        if number % 9 == 0:
            registry.remove(f"R{number % 500}")
        registry.room.change = number
"""


def replay(registry: Registry, first: int, last: int) -> None:
    for number in range(first, last + 1):
        registry.add(f"R{number % 700}", person(number))
        if number % 9 == 0:
            registry.remove(f"R{number % 500}")


Told = tuple[float, list[tuple[str, float, float, str]]]


def told(registry: Registry, number: int) -> Told:
    answer = registry.search(person(number), top=50)
    return answer.nobody, [(c.record_id, c.probability, c.weight, c.same_as) for c in answer.candidates]


def shared_told(registry: Registry, number: int) -> Told:
    return registry.room.reading(lambda: told(registry, number))


def opened(folder: Path) -> Registry:
    """The index as a process finds it that starts after the kill: what is torn is made anew."""
    try:
        return shared_registry(folder)
    except Torn:
        return shared_registry(folder)


@pytest.mark.parametrize("wait", [0.11, 0.43])
def test_an_index_whose_writer_was_killed_replays_and_equals_a_fresh_build(
    tmp_path: Path, wait: float
) -> None:
    folder = tmp_path / "held"
    here = str(Path(__file__).parent)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, here, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout
    assert writer.stdout.readline() == "open\n"
    reader = shared_registry(folder)
    time.sleep(wait)
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    try:
        reader.room.reading(lambda: told(reader, 5))
    except Torn:
        reader = opened(folder)
    done = reader.room.change
    fresh = Registry()
    replay(fresh, 1, done + 40)
    with reader.room.writing():
        replay(reader, done + 1, done + 40)
        reader.room.change = done + 40
    assert len(reader) == len(fresh)
    for number in range(done, done + 25):
        assert shared_told(reader, number) == told(fresh, number)


def test_what_one_process_adds_the_other_finds(tmp_path: Path) -> None:
    one, other = shared_registry(tmp_path / "held"), shared_registry(tmp_path / "held")
    for number in range(120):
        with one.room.writing():
            one.add(f"R{number}", person(number))
        if number % 50 == 0:
            assert f"R{number}" in {found[0] for found in shared_told(other, number)[1]}
    with other.room.writing():  # the one who read becomes the one who writes
        other.remove("R7")
        other.add("NEW", person(7))
    assert "R7" not in one
    assert "NEW" in one


def test_an_error_in_the_middle_leaves_no_half_index(tmp_path: Path) -> None:
    one, other = (shared_registry(tmp_path / "held") for _ in range(2))

    def fail() -> None:
        with one.room.writing():
            one.add("R1", person(1))
            raise ValueError("in the middle")

    with pytest.raises(ValueError, match="middle"):
        fail()
    with pytest.raises(Torn):
        other.room.reading(lambda: len(other))
    again = shared_registry(tmp_path / "held")
    assert (len(again), again.room.change) == (0, 0)
    with pytest.raises(Torn):  # who still holds the old one is told so
        one.room.reading(lambda: len(one))


def test_only_the_owner_may_enter_the_folder(tmp_path: Path) -> None:
    shared_registry(tmp_path / "held")
    assert (tmp_path / "held").stat().st_mode & 0o077 == 0
    arrays = [path for path in (tmp_path / "held").iterdir() if path.name != "layout.json"]
    assert [path.name for path in arrays if path.stat().st_mode & 0o077] == []
