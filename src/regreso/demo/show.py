"""What the demo prints: the table of enquiries, the page that was read, the moves of one family's story."""

from __future__ import annotations

import textwrap
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from regreso.casebook.models import Enquiry, Match, Move, Operation, Staff
from regreso.demo.walk import moves_of
from regreso.matching import Reason
from regreso.matching.explain import say, strongest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from regreso.casebook.models import Person
    from regreso.demo.truth import Truth
    from regreso.reading import Lead, Page

CERTAIN = 0.99  # at and above it the matcher is sure; two people confirm all the same
NOBODY = "nobody in the register"
_WIDTHS = (46, 38, 5)


@dataclass(frozen=True)
class Row:
    """One enquiry as the table shows it and `--json` writes it. `best` is a custody's id, None for nobody."""

    id: str
    written: str
    best: str | None
    best_name: str
    probability: float
    nobody: float
    reasons: list[str]
    truth: str | None

    @property
    def verdict(self) -> str:
        """Certain, waiting for a person, or nobody."""
        if self.best is None:
            return "nobody"
        return "certain" if self.probability >= CERTAIN else "waiting"


def rows(operation: Operation, truths: Iterable[Truth]) -> Iterator[Row]:
    """Every enquiry with its best candidate, from the casebook as the worker left it."""
    enquiries = Enquiry.objects.filter(operation=operation).select_related("sought").in_bulk()
    best: dict[object, Match] = {}
    for match in (
        Match.objects.filter(operation=operation).select_related("custody__person").order_by("probability")
    ):
        best[match.enquiry_id] = match
    for truth in truths:
        enquiry = enquiries[truth.enquiry_id]
        yield _row(enquiry, best.get(enquiry.pk), str(truth.custody_id) if truth.custody_id else None)


def _row(enquiry: Enquiry, match: Match | None, truth: str | None) -> Row:
    nobody = 1.0 if enquiry.nobody is None else float(enquiry.nobody)
    written = enquiry.sought.as_written
    if match is None or match.probability < nobody:
        found = match.probability if match else 0.0
        return Row(str(enquiry.pk), written, None, "", found, nobody, [], truth)
    said = [say(reason, "en") for reason in strongest([Reason(**r) for r in match.reasons], 2)]
    name = _name(match.custody.person)
    return Row(str(enquiry.pk), written, str(match.custody_id), name, match.probability, nobody, said, truth)


def _name(person: Person) -> str:
    year = f", {person.birth[:4]}" if person.birth else ""
    return " ".join(x for x in (person.surname, person.given, person.patronymic) if x) + year


def table(shown: list[Row]) -> None:
    """The table: enquiry as written, best candidate, probability, the two strongest reasons."""
    print(_line("ENQUIRY AS WRITTEN", "BEST CANDIDATE", "P", "THE TWO STRONGEST REASONS"))
    for row in shown:
        if row.best is None:
            print(_line(row.written, NOBODY, f"{row.nobody:.2f}", ""))
        else:
            print(_line(row.written, row.best_name, f"{row.probability:.2f}", "; ".join(row.reasons)))
    kinds = [row.verdict for row in shown]
    print(
        f"\n{len(shown)} enquiries: {kinds.count('certain')} certain (p ≥ {CERTAIN}), "
        f"{kinds.count('waiting')} wait for a person, {kinds.count('nobody')} nobody in the register."
        "\nNo family was told anything: two reviewers confirm, the captive consents, two people sign."
    )


def _line(written: str, best: str, probability: str, reasons: str) -> str:
    cells = [
        textwrap.shorten(text, width, placeholder="…").ljust(width)
        for text, width in zip((written, best), _WIDTHS, strict=False)
    ]
    return f"{cells[0]}  {cells[1]}  {probability:>{_WIDTHS[2]}}  {reasons}".rstrip()


def story(walked: Iterable[str]) -> list[dict[str, str]]:
    """The moves of each walked family's story, a line each, and as `--json` writes them."""
    made, names = [], {str(member.pk): member.username for member in Staff.objects.all()}
    for title, match in zip(("One family, home", "Another family, in mourning"), walked, strict=False):
        print(f"\n{title}: every move is a row of the ledger")
        for move in moves_of(Match.objects.get(pk=match)):
            actor = _actor(move, names)
            print(f"  {move.at:%H:%M:%S}  {move.subject:<13} {move.name:<21} {move.after:<22} {actor}")
            made.append({"name": f"{move.subject}.{move.name}", "actor": actor, "at": move.at.isoformat()})
    return made


def _actor(move: Move, names: dict[str, str]) -> str:
    """The role, and who of the staff acted in it or wrote it down."""
    if move.via_id:
        return f"{move.role} (written down by {names[move.via_id]})"
    return f"{move.role} ({names[move.actor_id]})" if move.actor_id in names else str(move.role)


def page(read: Page) -> None:
    """What was read from one page of public text, lead by lead; no person is ever made from it."""
    print("A public page, read (the story counts from its publication, the feed from when it was copied):")
    for lead in read.leads:
        quote = textwrap.shorten(
            str(lead.fields.get("as_written") or lead.spans[0].quote), 46, placeholder="…"
        )
        print(f"  {lead.section:<8} {lead.kind:<13} {quote:<48}{_meaning(lead)}".rstrip())
    print()


def _meaning(lead: Lead) -> str:
    """What the quote was read as, shortly."""
    told = lead.fields
    if lead.kind == "count":
        return f"{told['cmp']} {told['best']} {told['status']}"
    if lead.kind == "procedure":
        steps = told["steps"]
        return " → ".join(" or ".join(step["places"]) for step in steps)  # type: ignore[union-attr,index,arg-type,call-overload]  # the record is JSON
    if lead.kind == "date":
        return f"{told['edtf']} (counted from the day it was {told['anchor']})"
    return f"{told['type']} {told.get('value', '')}"


def as_json(people: int, shown: list[Row], told: list[dict[str, str]]) -> dict[str, Any]:
    """What was printed, for a machine."""
    kinds = [row.verdict for row in shown]
    return {
        "people": people,
        "enquiries": [asdict(row) for row in shown],
        "certain": kinds.count("certain"),
        "waiting": kinds.count("waiting"),
        "nobody": kinds.count("nobody"),
        "moves": told,
    }
