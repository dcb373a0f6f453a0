"""What `regreso corridor` says: in English by itself, in other languages by the catalogue of the pages."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

LANGUAGES = ("en", "es", "ru", "uk")
Faults = list[dict[str, Any]]


def of_environment() -> str:
    """The language that the terminal is set to, where it is one of ours; else English."""
    told = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    first = next((one for one in told if one), "")
    return first[:2] if first[:2] in LANGUAGES and first[2:3] in ("", "_", ".", "@") else "en"


@contextmanager
def spoken(language: str) -> Iterator[Words]:
    """The words of a language while a verb runs."""
    if language == "en":
        yield Words()
        return
    import django
    from django.utils.translation import override

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regreso.project.settings")
    django.setup()
    with override(language):
        yield Translated()


class Words:
    """Lines in English."""

    def faults(self, faults: Faults, _scenario: object) -> list[str]:
        """Each fault of a report."""
        return [
            f"{one['code']}  {one['row'] or '/'} {one['field']}: {one['message']}"
            + (f"  (and {len(one['rows'])} more rows)" if one.get("rows") else "")
            + ("  [left out]" if one["left_out"] else "")
            for one in faults
        ]

    def why(self, fault: Mapping[str, Any], _scenario: object) -> str:
        """One fault as a reason."""
        return f"{fault['row'] or '/'} {fault['message']}"

    def plan(self, made: Mapping[str, Any]) -> list[str]:
        """A plan in figures, and what limits it."""
        figures, gap, bound = made["figures"], made["gap"], made["bound"]
        lines = [
            (
                f"{figures['out']} of {figures['asking']} people leave in {figures['departures']} "
                f"departures; of {figures['priority_asking']} who go first {figures['priority_out']}."
            )
        ]
        lines.append(
            f"No plan takes more than {bound['people']} ({bound['by']}); the gap is {gap['people']} people, "
            f"{100 * gap['share']:.3f} %."
        )
        lines.append(made["limits"])
        lines += [f"{row['change']}: {row['people']:+d} people" for row in made.get("marginal", ())]
        return lines + [f"left out: {line}" for line in self.faults(made["left_out"], made["scenario"])]

    def orders(self, made: list[Any], _scenario: Any) -> list[str]:  # noqa: ANN401 - as read
        """Orders for those on the road."""
        return [
            f"{one['vehicle'] or one['departure']}: {one['order']}, "
            f"{one['to']} at {one['arrive']} ({one['why']})"
            for one in made
        ]

    def diff(self, made: Mapping[str, Any]) -> list[str]:
        """What changed at each collection point."""
        return [
            f"{one['place']}: {one['kept']} departures kept, {len(one['cancelled'])} cancelled, "
            f"{len(one['moved'])} moved, {len(one['added'])} added; "
            f"{one['people_before']} people before, {one['people_after']} now"
            for one in made["diff"]
        ]

    def no_fault(self) -> str:
        """Nothing is wrong."""
        return "no fault was found."

    def plan_keeps(self) -> str:
        """Nothing is wrong with a plan."""
        return "the plan keeps all that it must."

    def no_corridor(self) -> str:
        """There is nothing to plan."""
        return "there is no corridor."

    def no_plan(self, file: object, why: str) -> str:
        """Why there is no plan."""
        return f"{file}: nothing can be planned: {why}"

    def no_event(self, file: object, why: str) -> str:
        """Why an event cannot be used."""
        return f"{file}: the event cannot be used: {why}."


class Translated(Words):
    """The same lines by the catalogue of the coordinators' pages."""

    def faults(self, faults: Faults, scenario: object) -> list[str]:
        """Each fault of a report."""
        from regreso.web.corridors.lines import fault_lines

        return fault_lines(faults, scenario)

    def why(self, fault: Mapping[str, Any], scenario: object) -> str:
        """One fault as a reason."""
        return self.faults([{**fault, "left_out": False}], scenario)[0]

    def plan(self, made: Mapping[str, Any]) -> list[str]:
        """A plan in figures, and what limits it."""
        from regreso.web.corridors.lines import plan_lines

        return plan_lines(dict(made))

    def orders(self, made: list[Any], scenario: Any) -> list[str]:  # noqa: ANN401 - as read
        """Orders for those on the road."""
        from regreso.web.corridors.lines import order_lines

        return order_lines(made, scenario)

    def diff(self, made: Mapping[str, Any]) -> list[str]:
        """What changed at each collection point."""
        from regreso.web.corridors.lines import diff_lines

        return diff_lines(dict(made))

    def no_fault(self) -> str:
        """Nothing is wrong."""
        from regreso.web.corridors.lines import no_fault

        return no_fault()

    def plan_keeps(self) -> str:
        """Nothing is wrong with a plan."""
        from regreso.web.corridors.lines import plan_keeps

        return plan_keeps()

    def no_corridor(self) -> str:
        """There is nothing to plan."""
        from regreso.web.corridors.lines import no_corridor

        return no_corridor()

    def no_plan(self, file: object, why: str) -> str:
        """Why there is no plan."""
        from regreso.web.corridors.lines import no_plan

        return no_plan(file, why)

    def no_event(self, file: object, why: str) -> str:
        """Why an event cannot be used."""
        from regreso.web.corridors.lines import no_event

        return no_event(file, why)
