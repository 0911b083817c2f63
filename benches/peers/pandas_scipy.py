"""The same work in pandas and SciPy, carefully: only the columns that are needed, small types, categories for words."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import shared


def read(inbox, table, **options):
    files = sorted(Path(inbox).glob(f"{table}-*.csv"))
    return pd.concat([pd.read_csv(file, engine="c", **options) for file in files], ignore_index=True)


def answers(frame, items):
    """Answers beyond the scale are missing."""
    for item in items:
        frame[item] = frame[item].where(frame[item].between(1, 5))
    return frame


def growth(inbox, segments):
    items = [item for used, _ in shared.SCALES.values() for item in used] + ["q19", "q20"]
    types = dict.fromkeys(items, "float32") | {"id": str, "wave": "category", "day": str}
    survey = answers(read(inbox, "mentee_survey", usecols=list(types), dtype=types), items)
    waves = {wave: survey[survey["wave"] == wave].set_index("id") for wave in ["baseline", "followup"]}
    numbers = {}
    for scale, (used, reverse) in shared.SCALES.items():
        score = {}
        for wave, rows in waves.items():
            points = rows[used].astype("float64")
            points[reverse] = 6 - points[reverse]
            score[wave] = points.mean(axis=1).where(points.notna().sum(axis=1) >= shared.LEAST)
        pairs = pd.DataFrame({"a": score["baseline"], "b": score["followup"]}).dropna()
        numbers[f"growth {scale} all=all"] = moments(pairs)
        pairs = pairs.join(segments)
        for segment in shared.SEGMENTS:
            for level, group in pairs.groupby(segment, observed=True):
                if len(group) >= 10:
                    numbers[f"growth {scale} {segment}={level}"] = moments(group)
    return numbers, survey[["id", "day", "q19", "q20"]]


def moments(pairs):
    a, b = pairs["a"].to_numpy(), pairs["b"].to_numpy()
    cov = np.cov(a, b)
    return shared.hedges_g_av(len(a), a.mean(), b.mean(), cov[0, 0], cov[1, 1], cov[0, 1])


def satisfaction(surveys):
    numbers, shares = {}, {}
    for frame in surveys:
        frame = frame.sort_values("day", kind="stable")
        for item in [name for name in frame.columns if name not in ("id", "day")]:
            latest = frame.dropna(subset=[item]).drop_duplicates("id", keep="last")[item]
            numbers[f"satisfaction {item}"] = shared.wilson((latest >= 4).sum(), len(latest))
            shares[item] = latest.value_counts().sort_index().tolist()
    return numbers, shares


def matches_and_meetings(inbox):
    types = {"id": str, "mentee": str, "setting": "category", "mode": "category", "from": str, "to": str, "why": "category"}
    matches = read(inbox, "matches", usecols=list(types), dtype=types)
    matches["setting"], matches["mode"] = matches["setting"].astype("category"), matches["mode"].astype("category")
    start = pd.to_datetime(matches["from"], format="%Y-%m-%d")
    end = pd.to_datetime(matches["to"], format="%Y-%m-%d")
    last = end.fillna(pd.Timestamp(shared.CUT_OFF))
    matches["days"] = (last - start).dt.days
    matches["failed"] = end.notna() & (matches["why"] != "completed")
    by_day = matches.groupby("days")["failed"].agg(["size", "sum"]).sort_index()
    at_risk = by_day["size"][::-1].cumsum()[::-1]
    numbers, curve = shared.kaplan_meier(zip(by_day.index, at_risk, by_day["sum"]))
    meetings = read(inbox, "meetings", usecols=["match", "day"], dtype={"match": str, "day": "category"})
    meetings["day"] = pd.to_datetime(meetings["day"].astype(str), format="%Y-%m-%d")
    spans = pd.DataFrame({"match": matches["id"], "start": start, "last": last})
    held = meetings.merge(spans, on="match")
    held = held[(held["day"] >= held["start"]) & (held["day"] <= held["last"])]
    events = matches["id"].map(held.groupby("match").size()).fillna(0).to_numpy()
    exposure = ((matches["days"] + 1) / shared.MONTH).to_numpy()
    squares = lambda value: ((events - value * exposure) ** 2).sum()
    numbers["meetings per month"] = shared.rate(len(events), events.sum(), exposure.sum(), squares)
    first = matches.assign(start=start).sort_values("start", kind="stable").drop_duplicates("mentee")
    return numbers, curve, first.set_index("mentee")[["setting", "mode"]]


def main(folder, out):
    inbox = Path(folder) / "inbox"
    numbers, curve, first = matches_and_meetings(inbox)
    words = ["id", "role", "site", "cohort", "grade", "gender"]
    people = read(inbox, "people", usecols=words, dtype=dict.fromkeys(words, str))
    people = people[people["role"] == "mentee"].drop(columns="role").set_index("id").astype("category")
    of_growth, mentees = growth(inbox, people.join(first))
    types = {"id": str, "day": str, "m19": "float32", "m20": "float32"}
    mentors = answers(read(inbox, "mentor_survey", usecols=list(types), dtype=types), ["m19", "m20"])
    of_answers, shares = satisfaction([mentees, mentors])
    numbers |= of_growth | of_answers
    shared.draw(out, numbers, curve, shares)
    shared.write(out, numbers)


main(sys.argv[1], sys.argv[2])
