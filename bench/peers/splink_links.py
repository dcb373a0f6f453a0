"""Splink 5 on DuckDB: python splink_links.py DIR OUT [--labels DIR] [--extra]

Learns by EM, or with --labels from the truth of another list (m), and links all enquiries at once with fourteen
blocking rules. --extra also compares the x_… columns that no card of a tracing agency has.
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

import duckdb
import pandas as pd
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from common import TOP, Timer, tidy
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

BLOCKS = (
    ("surname", "g1"), ("meta", "given"), ("dob", "g1"), ("dob", "s3"), ("given", "patronymic", "year"),
    ("meta", "year"), ("meta", "region"), ("given", "region", "year"), ("s3", "given", "patronymic"),
    ("meta", "patronymic"), ("meta", "unit"), ("given", "settlement", "year"), ("surname", "region"),
    ("s3", "year", "g1"),
)  # fmt: skip


def name(column: str, likenesses: tuple[float, ...], *, initial: bool = False) -> cl.CustomComparison:
    levels = [cll.NullLevel(column), cll.ExactMatchLevel(column, term_frequency_adjustments=True)]
    levels += [cll.JaroWinklerLevel(column, likeness) for likeness in likenesses]
    if initial:
        levels.append(cll.CustomLevel(f"substr({column}_l,1,1)=substr({column}_r,1,1)", "initial"))
    return cl.CustomComparison(output_column_name=column, comparison_levels=[*levels, cll.ElseLevel()])


def born() -> cl.CustomComparison:
    turned = "substr(dob_l,6,2) = substr(dob_r,9,2) and substr(dob_l,9,2) = substr(dob_r,6,2)"
    levels = [
        cll.CustomLevel("year_l is null or year_r is null", "null").configure(is_null_level=True),
        cll.ExactMatchLevel("dob"),
        cll.CustomLevel(f"year_l = year_r and {turned}", "day and month swapped"),
        cll.LevenshteinLevel("dob", 1),
        cll.CustomLevel("substr(dob_l,6) = substr(dob_r,6)", "same day and month"),
        cll.CustomLevel("year_l = year_r and (dob_l is null or dob_r is null)", "year, no date"),
        cll.CustomLevel("year_l = year_r", "year only"),
        cll.CustomLevel("abs(try_cast(year_l as int) - try_cast(year_r as int)) = 1", "year next"),
        cll.ElseLevel(),
    ]
    return cl.CustomComparison(output_column_name="dob", comparison_levels=levels)


def place() -> cl.CustomComparison:
    unknown = "(settlement_{0} is null and region_{0} is null)"
    levels = [
        cll.CustomLevel(f"{unknown.format('l')} or {unknown.format('r')}", "null").configure(
            is_null_level=True
        ),
        cll.ExactMatchLevel("settlement"),
        cll.JaroWinklerLevel("settlement", 0.88),
        cll.ExactMatchLevel("region"),
        cll.JaroWinklerLevel("region", 0.85),
        cll.ElseLevel(),
    ]
    return cl.CustomComparison(output_column_name="place", comparison_levels=levels)


def settings(extra: list[str], told: set[str]) -> SettingsCreator:
    comparisons = [
        name("surname", (0.95, 0.9, 0.83)),
        name("given", (0.92, 0.82), initial=True),
        born(),
        place(),
    ]
    if "patronymic" in told:
        comparisons.append(name("patronymic", (0.92, 0.84), initial=True))
    if "unit" in told:
        comparisons.append(cl.ExactMatch("unit"))
    comparisons += [name(column, (0.92, 0.8)) for column in extra]
    rules = [block_on(*columns) for columns in BLOCKS if set(columns) <= told] + [block_on(c) for c in extra]
    return SettingsCreator(
        link_type="link_only", unique_id_column_name="unique_id", comparisons=comparisons,
        blocking_rules_to_generate_predictions=rules, retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )  # fmt: skip


def open_linker(tables: tuple[pd.DataFrame, pd.DataFrame], model: object, connection: object) -> tuple:
    database = DuckDBAPI(connection=connection)
    frames = [database.register(table) for table in tables]
    return Linker(frames, model, log_level=logging.ERROR), database, frames


def learn_u(linker: Linker) -> None:
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)


def learn(linker: Linker, told: set[str]) -> None:
    strict = [block_on("surname", "given", "dob")]
    if "patronymic" in told:
        strict.append(block_on("surname", "given", "patronymic", "year"))
    linker.training.estimate_probability_two_random_records_match(strict, recall=0.35)
    learn_u(linker)
    for columns in (("dob", "g1"), ("surname", "given"), ("surname", "given", "year")):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))


def learned_from(folder: Path, extra: list[str], told: set[str], model: Path) -> None:
    """m from all true pairs of another list, kept as a model file."""
    tables = tidy(folder)
    linker, database, (registry, asked) = open_linker(tables, settings(extra, told), duckdb.connect())
    learn_u(linker)
    truth = pd.read_parquet(folder / "truth.parquet")
    rows = zip(truth.enquiry_id, truth.record_ids, strict=True)
    pairs = [(enquiry, record) for enquiry, records in rows for record in records.split()]
    labels = pd.DataFrame(pairs, columns=["unique_id_l", "unique_id_r"])
    labels["source_dataset_l"] = asked.dataset_display_name
    labels["source_dataset_r"] = registry.dataset_display_name
    labels["clerical_match_score"] = 1.0
    linker.training.estimate_m_from_pairwise_labels(database.register(labels))
    linker.misc.save_model_to_json(str(model), overwrite=True)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--labels", type=Path)
    options.add_argument("--extra", action="store_true")
    args = options.parse_args()
    timer = Timer()
    tables = tidy(args.folder)
    timer.lap("clean")
    told = {c for c in tables[1] if all(table[c].notna().any() for table in tables)}
    extra = sorted(c for c in told if c.startswith("x_")) if args.extra else []
    model: object = settings(extra, told)
    if args.labels:
        model = str(args.out.with_suffix(".model"))
        learned_from(args.labels, extra, told, Path(model))
    connection = duckdb.connect()
    connection.execute("set threads=2")
    linker, _, _ = open_linker(tables, model, connection)
    if not args.labels:
        learn(linker, told)
    timer.lap("train")
    said = linker.inference.predict(threshold_match_weight=-16)
    timer.lap("predict")
    asked = "unique_id_l like 'E%'"
    links = connection.sql(
        f"""select enquiry_id, record_id, score from (select *, row_number() over
        (partition by enquiry_id order by score desc, match_weight desc) place from (select
        case when {asked} then unique_id_l else unique_id_r end enquiry_id,
        case when {asked} then unique_id_r else unique_id_l end record_id,
        match_probability score, match_weight from {said.physical_name})) where place <= {TOP}"""
    ).df()
    timer.lap("rank")
    timer.done(args.out, links, "splink", "duckdb")


if __name__ == "__main__":
    main()
