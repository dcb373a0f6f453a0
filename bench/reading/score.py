"""Facts that a reader found against the labels of a set: used by bench/reading/run.py.

Said twice is said once. A calibration pair is (confidence, right) of every lead with a label of its kind.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

Fact = dict[str, object]
KINDS = ("person", "count", "contact", "date", "announce", "step")
_SIGNS = re.compile(r"[\s.,;:«»\"“”'’ʼ()\-–—]+")


def key(text: object) -> str:
    plain = unicodedata.normalize("NFKC", str(text or ""))
    plain = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return _SIGNS.sub(" ", plain).strip().casefold().replace("ё", "е")


def _same(fact: Fact) -> tuple[object, ...]:
    kind = fact["t"]
    if kind == "person":
        return (key(fact["w"]),)
    if kind == "count":
        value = fact.get("value")
        return (tuple(value) if isinstance(value, list) else value,)
    if kind == "contact":
        return (str(fact.get("norm") or "").casefold(),)
    if kind == "date":
        return (fact.get("edtf"),)
    if kind == "announce":
        return (fact.get("kind"), tuple(sorted(key(place) for place in fact.get("places") or ())))
    return (fact.get("order"), key(fact["w"]))


@dataclass
class Tally:
    """Counts of one set: `pairs` of found right / found / wanted, `shares` of right / given."""

    pairs: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    shares: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    safety: Counter[str] = field(default_factory=Counter)
    sure_of: list[tuple[str, float, bool]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, object]:
        found: dict[str, object] = {}
        for name, (right, given, wanted) in sorted(self.pairs.items()):
            p, r = right / max(1, given), right / max(1, wanted)
            found[name] = {
                "p": round(p, 3),
                "r": round(r, 3),
                "f1": round(2 * p * r / max(1e-9, p + r), 3),
                "n": wanted,
            }
        for name, (right, given) in sorted(self.shares.items()):
            found[name] = {"share": round(right / max(1, given), 3), "n": given}
        sure = [(conf, right) for _, conf, right in self.sure_of]
        found["ece"] = {"share": round(_ece(sure), 3), "n": len(sure)}
        found["safety"] = dict(self.safety)
        return found


def _ece(sure: list[tuple[float, bool]], bins: int = 10) -> float:
    held: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for conf, right in sure:
        held[min(int(conf * bins), bins - 1)].append((conf, right))
    gaps = (
        abs(sum(c for c, _ in own) / len(own) - sum(r for _, r in own) / len(own)) * len(own)
        for own in held.values()
    )
    return sum(gaps) / max(1, len(sure))


def add_document(tally: Tally, doc: str, label: Fact, found: Iterable[Fact]) -> None:
    given, wanted = list(found), [fact for fact in label["facts"] if fact["t"] in KINDS]
    for kind in KINDS:
        _kind(tally, doc, kind, [f for f in given if f["t"] == kind], [f for f in wanted if f["t"] == kind])
    _persons(tally, doc, [f for f in given if f["t"] == "person"], [f for f in wanted if f["t"] == "person"])
    _anchors(tally, given, wanted)
    _sections(tally, doc, given, wanted)
    _contacts(tally, given, wanted)


def _kind(tally: Tally, doc: str, kind: str, given: list[Fact], wanted: list[Fact]) -> None:
    if kind == "step":
        right = [any(_step_is(f, p) for p in given) for f in wanted]
        _pair(tally, kind, sum(right), max(len(given), sum(right)), len(wanted))
        tally.wrong += [
            f"{doc} step missed {f['order']} {f['w']}" for f, ok in zip(wanted, right, strict=True) if not ok
        ]
        if len(given) > len(wanted):
            tally.wrong.append(f"{doc} steps too many {[p['w'] for p in given]}")
        return
    want, have = {_same(f): f for f in wanted}, {_same(f): f for f in given}
    right = want.keys() & have.keys()
    _pair(tally, kind, len(right), len(have), len(want))
    tally.wrong += [f"{doc} {kind} missed {want[k]['w']!r} {k}" for k in want.keys() - right]
    tally.wrong += [f"{doc} {kind} extra {have[k]['w']!r} {k}" for k in have.keys() - right]
    tally.sure_of += [(kind, float(f["conf"]), _same(f) in want) for f in have.values() if "conf" in f]
    if kind == "count":
        told = {(k, f.get("status")) for k, f in want.items()}
        said = {(k, f.get("status")) for k, f in have.items()}
        _pair(tally, "count+status", len(told & said), len(said), len(told))
        tally.wrong += [
            f"{doc} count status {want[k].get('status')} read {have[k].get('status')} {want[k]['w']!r}"
            for k in right
            if want[k].get("status") != have[k].get("status")
        ]
    for k in right:
        if (
            kind in ("count", "announce")
            and want[k].get("cert") == "denied"
            and have[k].get("cert") != "denied"
        ):
            tally.safety["denied claim offered"] += 1
        if kind == "announce" and (want[k].get("start") or want[k].get("tz")):
            ok = all(
                (want[k].get(a) or None) == (have[k].get(b) or None)
                for a, b in (("start", "start_at"), ("end", "end_at"), ("tz", "tz"))
            )
            _share(tally, "window right", ok)
            if not ok:
                tally.wrong.append(f"{doc} window {want[k]} read {have[k]}")


def _step_is(wanted: Fact, given: Fact) -> bool:
    words = set(key(wanted["w"]).split())
    return wanted["order"] == given.get("order") and len(words & set(key(given["w"]).split())) >= 0.5 * len(
        words
    )


def _pair(tally: Tally, name: str, right: int, given: int, wanted: int) -> None:
    for n, value in enumerate((right, given, wanted)):
        tally.pairs[name][n] += value


def _share(tally: Tally, name: str, right: bool) -> None:
    tally.shares[name][0] += right
    tally.shares[name][1] += 1


def _persons(tally: Tally, doc: str, given: list[Fact], wanted: list[Fact]) -> None:
    want = {key(f["w"]): f for f in wanted}
    have = {key(f["w"]): f for f in given}
    for name, fact in want.items():
        if fact["role"] == "subject":
            _share(tally, "subjects found", name in have)
    for name, fact in have.items():
        meant = want.get(name)
        if fact.get("role") == "subject":
            _share(tally, "subject leads right", bool(meant and meant["role"] == "subject"))
            if not meant or meant["role"] != "subject":
                tally.wrong.append(f"{doc} not a subject: {fact['w']}")
                if meant and meant.get("section") == "feed":
                    tally.safety["feed name as a subject"] += 1
            if meant and meant.get("pseudonym") and not fact.get("pseudonym"):
                tally.safety["pseudonym as a name"] += 1
        if meant and meant["role"] == "subject":
            _subject(tally, doc, fact, meant)
        elif meant:
            _share(tally, "other roles right", meant["role"] == fact.get("role"))
            if meant["role"] != fact.get("role"):
                tally.wrong.append(f"{doc} {fact['w']} is {meant['role']} read {fact.get('role')}")


def _subject(tally: Tally, doc: str, fact: Fact, meant: Fact) -> None:
    if fact.get("role") != "subject":
        tally.wrong.append(f"{doc} {fact['w']} is subject read {fact.get('role')}")
    said, status = str(fact.get("status") or "unknown"), meant.get("status")
    certain = {"denied": "denied", "alleged": "alleged"}.get(str(meant.get("cert")), "reported")
    read = {"denied": "denied", "alleged": "alleged"}.get(str(fact.get("cert")), "reported")
    if said != "unknown":
        _share(tally, "status right", said == status)
        _share(tally, "certainty right", certain == read)
    _share(tally, "status given", said != "unknown")
    if said != status or certain != read:
        tally.wrong.append(f"{doc} {fact['w']}: {status}/{certain} read {said}/{read}")
    _share(tally, "nominative first", key(fact.get("n")) == key(meant["n"]))
    if key(fact.get("n")) != key(meant["n"]):
        tally.wrong.append(f"{doc} nominative {meant['n']} read {fact.get('n')}")
    if "readings" in fact:
        _share(tally, "nominative among", any(key(name) == key(meant["n"]) for name in fact["readings"]))
    for name in ("birth", "age", "rank", "unit", "when"):
        if name in meant:
            _share(tally, f"{name} right", key(meant[name]) == key(fact.get(name)))
            if key(meant[name]) != key(fact.get(name)):
                tally.wrong.append(f"{doc} {fact['w']} {name} {meant[name]} read {fact.get(name)}")
    if said == "killed" and status != "killed" and read != "denied":
        tally.safety["living person said to be dead"] += 1
    if meant.get("cert") == "denied" and read != "denied":
        tally.safety["denied report as a report"] += 1
    elif meant.get("denies") and said == meant["denies"] and read != "denied":
        tally.safety["status that the text denies"] += 1


def _anchors(tally: Tally, given: list[Fact], wanted: list[Fact]) -> None:
    want = {f["edtf"]: f for f in wanted if f["t"] == "date"}
    for edtf, fact in {f["edtf"]: f for f in given if f["t"] == "date"}.items():
        if edtf in want:
            _share(tally, "anchor right", want[edtf]["anchor"] == fact.get("anchor"))


def _sections(tally: Tally, doc: str, given: list[Fact], wanted: list[Fact]) -> None:
    want = {(f["t"], key(f["w"])): f.get("section", "main") for f in wanted}
    for fact in given:
        section = want.get((str(fact["t"]), key(fact["w"])))
        if section:
            _share(tally, "section right", section == fact.get("section", "main"))
            if section != fact.get("section", "main"):
                tally.wrong.append(f"{doc} section of {fact['w']!r} {section} read {fact.get('section')}")


def _contacts(tally: Tally, given: list[Fact], wanted: list[Fact]) -> None:
    scams = {_same(f) for f in wanted if f["t"] == "contact" and f.get("scam")}
    for fact in given:
        if fact["t"] == "contact" and _same(fact) in scams and not fact.get("scam"):
            tally.safety["scam contact offered"] += 1
        if (
            fact["t"] == "contact"
            and fact.get("scam")
            and _same(fact) in {_same(f) for f in wanted if f["t"] == "contact"} - scams
        ):
            _share(tally, "contact wrongly called a scam", True)


def add_story(tally: Tally, label: Fact, kept: str, doc: str) -> None:
    """Keep and drop segments of a page: is each in the text that a reader calls the story?"""
    text = key(kept)
    keep = [key(segment) in text for segment in label["keep"]]
    drop = [key(segment) in text for segment in label["drop"]]
    _pair(tally, "story text", sum(keep), sum(keep) + sum(drop), len(keep))
    form = str(label.get("form") or "")
    _pair(tally, f"story text {form}", sum(keep), sum(keep) + sum(drop), len(keep))
    tally.wrong += [
        f"{doc} story misses {segment[:60]!r}"
        for segment, ok in zip(label["keep"], keep, strict=True)
        if not ok
    ]
    tally.wrong += [
        f"{doc} story leaks {segment[:60]!r}" for segment, ok in zip(label["drop"], drop, strict=True) if ok
    ]
