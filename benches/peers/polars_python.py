"""The same work in Polars: lazy, streaming, only the columns that are needed."""

import sys
from pathlib import Path

import polars as pl
import shared

folder, out = Path(sys.argv[1]), sys.argv[2]


def scan(table):
    # Words and answers: an answer that is no number must not end the reading.
    return pl.scan_csv(folder / "inbox" / f"{table}-*.csv", infer_schema=False)


def point(item, reverse=()):
    value = pl.col(item).cast(pl.Float64, strict=False)
    value = pl.when(value.is_between(1, 5)).then(value)
    return (6 - value if item in reverse else value).alias(item)


def score(name, items, reverse):
    points = [point(item, reverse) for item in items]
    enough = pl.sum_horizontal([one.is_not_null().cast(pl.Int8) for one in points]) >= shared.LEAST
    return pl.when(enough).then(pl.mean_horizontal(points)).alias(name)


numbers, shares = {}, {}
cut_off = pl.lit(shared.CUT_OFF).str.to_date()
matches = (
    scan("matches")
    .select(
        "id", "mentee", "setting", "mode",
        pl.col("from").str.to_date().alias("start"),
        pl.col("to").str.to_date().fill_null(cut_off).alias("last"),
        (pl.col("to").is_not_null() & (pl.col("why") != "completed")).alias("failed"),
    )
    .with_columns((pl.col("last") - pl.col("start")).dt.total_days().alias("days"))
    .collect(engine="streaming")
)
by_day = matches.group_by("days").agg(pl.len().alias("n"), pl.col("failed").sum()).sort("days")
by_day = by_day.with_columns(pl.col("n").reverse().cum_sum().reverse().alias("at_risk"))
of_lasting, curve = shared.kaplan_meier(by_day.select("days", "at_risk", "failed").rows())
numbers |= of_lasting

held = (
    scan("meetings")
    .select("match", pl.col("day").str.to_date())
    .join(matches.lazy().select("id", "start", "last"), left_on="match", right_on="id")
    .filter(pl.col("day").is_between("start", "last"))
    .group_by("match")
    .agg(pl.len().alias("events"))
)
spans = (
    matches.lazy()
    .join(held, left_on="id", right_on="match", how="left")
    .select(pl.col("events").fill_null(0).cast(pl.Float64), ((pl.col("days") + 1) / shared.MONTH).alias("exposure"))
    .collect(engine="streaming")
)
events, exposure = spans["events"].to_numpy(), spans["exposure"].to_numpy()
squares = lambda value: ((events - value * exposure) ** 2).sum()
numbers["meetings per month"] = shared.rate(len(events), events.sum(), exposure.sum(), squares)

first = matches.lazy().sort("start", maintain_order=True).unique("mentee", keep="first").select("mentee", "setting", "mode")
segments = (
    scan("people").filter(pl.col("role") == "mentee").select("id", "site", "cohort", "grade", "gender")
    .join(first, left_on="id", right_on="mentee", how="left")
)
survey = (
    scan("mentee_survey")
    .select("id", "wave", "day", *[score(name, *used) for name, used in shared.SCALES.items()], point("q19"), point("q20"))
    .collect(engine="streaming")
)
scales = list(shared.SCALES)
wave = lambda name: survey.lazy().filter(pl.col("wave") == name).select("id", *scales)
pairs = wave("baseline").join(wave("followup"), on="id", suffix="_b").join(segments, on="id").collect(engine="streaming")
for name in scales:
    own = pairs.lazy().drop_nulls([name, f"{name}_b"])
    moments = [
        pl.len().alias("n"), pl.col(name).mean().alias("a"), pl.col(f"{name}_b").mean().alias("b"),
        pl.col(name).var().alias("va"), pl.col(f"{name}_b").var().alias("vb"), pl.cov(name, f"{name}_b").alias("c"),
    ]
    queries = [own.select(moments)]
    queries += [own.group_by(segment).agg(moments).drop_nulls(segment).sort(segment) for segment in shared.SEGMENTS]
    for segment, frame in zip(["all", *shared.SEGMENTS], pl.collect_all(queries)):
        for row in frame.rows():
            level, values = ("all", row) if segment == "all" else (row[0], row[1:])
            if values[0] >= 10:
                numbers[f"growth {name} {segment}={level}"] = shared.hedges_g_av(*values)

mentors = scan("mentor_survey").select("id", "day", point("m19"), point("m20")).collect(engine="streaming")
for frame, items in [(survey, ["q19", "q20"]), (mentors, ["m19", "m20"])]:
    for item in items:
        latest = frame.lazy().drop_nulls(item).group_by("id").agg(pl.col(item).sort_by("day").last())
        counts = latest.group_by(item).agg(pl.len().alias("n")).sort(item).collect(engine="streaming")
        shares[item] = counts["n"].to_list()
        top = counts.filter(pl.col(item) >= 4)["n"].sum()
        numbers[f"satisfaction {item}"] = shared.wilson(top, sum(shares[item]))

shared.draw(out, numbers, curve, shares)
shared.write(out, numbers)
