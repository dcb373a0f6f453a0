"""A list of enquiries heard together: the collective column of `regreso link`; people registered twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from regreso.facts.person import PersonFacts
from regreso.matching import Answer, Registry
from regreso.matching.clusters import clusters_of
from regreso.matching.collective import Asked, Together, groups_of, resolve
from regreso.tracing.facts import row_facts
from regreso.tracing.link import LinkRow, registry_of

Rows = Iterable[Mapping[str, str]]
_NEAR = 12  # enquiries that may be about one person, looked at for each
_HEARD = 10  # candidates of each enquiry that the others hear of


@dataclass(frozen=True, slots=True)
class HeardRow:
    """A row of `link` with what is believed of it once all enquiries are heard.

    Attributes:
        row: the row as a single search gives it; for a record that only another enquiry of the cluster found,
            one with probability 0 and no reasons.
        collective: that this person is the one sought, all enquiries heard; of the nobody row, that none is.
        cluster: the first enquiry about the same person.
    """

    row: LinkRow
    collective: float
    cluster: str


@dataclass(frozen=True, slots=True)
class TwiceRegistered:
    """Two records that look like one person. `probability` is the search's own for the pair."""

    record_id: str
    other_id: str
    probability: float
    weight: float


class Gathering:
    """A register, and a list of enquiries that is read twice: once to hear all, once to answer each.

    >>> people = [{"record_id": "R1", "name": "Коваль Олег Петрович"}]
    >>> names = ("Коваль Олег", "Коваль Олег Ильич")
    >>> asked = [{"enquiry_id": f"E{n}", "name": name} for n, name in enumerate(names, 1)]
    >>> told = Gathering(people, as_of=date(2022, 7, 1))
    >>> told.hear(asked)
    >>> [(heard.row.enquiry_id, heard.row.rank) for heard in told.answers(asked)]
    [('E1', 0), ('E1', 1), ('E2', 0), ('E2', 1)]
    """

    def __init__(
        self, registry_rows: Rows, *, as_of: date, held_share: float | None = None, weights: str = ""
    ) -> None:
        self.as_of = as_of
        self.registry = registry_of(registry_rows, as_of=as_of, held_share=held_share, weights=weights)
        self._together: dict[str, Together] = {}

    def _facts(self, row: Mapping[str, str]) -> PersonFacts:
        return row_facts(row, as_of=self.as_of)[0]

    def hear(self, enquiry_rows: Rows) -> None:
        """Search every enquiry, find who asks for the same person, and share the beliefs.

        Enquiries about one person are clustered; none is blocked by it.
        """
        settings = self.registry.settings
        prior = settings.held_share / (1 - settings.held_share) / max(len(self.registry), 1)
        facts = [(row["enquiry_id"], self._facts(row)) for row in enquiry_rows]
        asked = [Asked.of(key, told, self.registry.search(told, top=_HEARD)) for key, told in facts]
        sought = Registry()
        sought.add_many(facts)
        clusters = clusters_of(sought.match_all(facts, top=_NEAR), among=len(facts))
        self._together = resolve(asked, clusters=clusters, prior=prior)

    def answers(
        self, enquiry_rows: Rows, *, top: int = 10, min_probability: float = 0.01
    ) -> Iterator[HeardRow]:
        """The rows of these enquiries as `link` gives them, each with what all enquiries together say.

        Raises:
            KeyError: an enquiry was not heard.
        """
        asked = ((row["enquiry_id"], self._facts(row)) for row in enquiry_rows)
        for key, answer in self.registry.match_all(asked, top=max(top, _HEARD)):
            together = self._together[key]
            nobody = answer.nobody * together.left
            yield HeardRow(LinkRow(key, "", 0, answer.nobody, 0.0), nobody, together.cluster)
            found = list(self._candidates(key, answer, together))
            yield from (one for one in found[:top] if _worth(one, min_probability))

    def twice_registered(self, registry_rows: Rows) -> Iterator[TwiceRegistered]:
        """Records of the register that look like one person, each pair once; nothing is merged by it.

        >>> rows = [{"name": name, "dob": "1999-04-21"} for name in ("Тарас Шевченко", "Taras Shevchenko")]
        >>> rows = [{"record_id": f"R{n}"} | row for n, row in enumerate(rows)]
        >>> told = Gathering(rows, as_of=date(2022, 7, 1)).twice_registered(rows)
        >>> [(one.record_id, one.other_id) for one in told]
        [('R0', 'R1')]
        """
        told: set[tuple[str, str]] = set()
        people = ((row["record_id"], self._facts(row)) for row in registry_rows)
        for key, answer in self.registry.match_all(people, top=_NEAR):
            group = next((c.same_as for c in answer.candidates if c.record_id == key), "")
            for one in answer.candidates:
                pair = (min(key, one.record_id), max(key, one.record_id))
                if group and one.same_as == group and one.record_id != key and pair not in told:
                    told.add(pair)
                    yield TwiceRegistered(*pair, one.probability, one.weight)

    @staticmethod
    def _candidates(key: str, answer: Answer, together: Together) -> Iterator[HeardRow]:
        groups = groups_of(answer)
        for rank, (one, group) in enumerate(zip(answer.candidates, groups, strict=True), 1):
            told = (one.probability, one.weight, one.same_as, one.reasons, one.fits_as_well)
            chance = together.chances.get(group, one.probability * together.left)
            yield HeardRow(LinkRow(key, one.record_id, rank, *told), chance, together.cluster)
        others = sorted(together.chances.keys() - set(groups), key=lambda group: -together.chances[group])
        for rank, group in enumerate(others, len(groups) + 1):
            row = LinkRow(key, group, rank, 0.0, 0.0, group)
            yield HeardRow(row, together.chances[group], together.cluster)


def _worth(one: HeardRow, least: float) -> bool:
    return max(one.row.probability, one.collective) >= least
