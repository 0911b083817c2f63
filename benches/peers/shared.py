"""What the Python peers share: the statistics, from moments or counts, and the charts. Each peer gets the moments its own way."""

import json
import math
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
from scipy import stats

SCALES = {
    "belonging": (["q1", "q2", "q3", "q4", "q5"], []),
    "efficacy": (["q6", "q7", "q8", "q9", "q10"], ["q8"]),
    "planning": (["q11", "q12", "q13", "q14", "q15"], []),
}
SEGMENTS = ["site", "cohort", "grade", "gender", "setting", "mode"]
# A score needs four of five answers.
LEAST = 4
DAYS = [90, 180, 270, 365]
CUT_OFF = "2025-01-31"
MONTH = 30.4375
Z = stats.norm.ppf(0.975)


def hedges_g_av(n, mean1, mean2, var1, var2, covariance):
    """Mean change, Hedges' g by the average spread, and Bonett's interval (2008)."""
    average, df = (var1 + var2) / 2, n - 1
    raw = (mean2 - mean1) / math.sqrt(average)
    of_spread = raw**2 * (var1**2 + var2**2 + 2 * covariance**2) / (8 * df * average**2)
    of_change = (var1 + var2 - 2 * covariance) / (df * average)
    half = Z * math.sqrt(of_spread + of_change)
    return [n, mean2 - mean1, raw * math.sqrt((df - 1) / df), raw - half, raw + half]


def wilson(top, n):
    """Share with its interval."""
    low, high = stats.binomtest(int(top), int(n)).proportion_ci(method="wilson")
    return [int(n), top / n, low, high]


def kaplan_meier(moments):
    """Share that lasts, with the log(-log) interval, from (day, at risk, failed) in order of days."""
    share, total, steps = 1.0, 0.0, []
    for day, at_risk, failed in moments:
        share *= 1 - failed / at_risk
        if at_risk > failed:
            total += failed / (at_risk * (at_risk - failed))
        steps.append((day, share, total))
    found = {}
    for at in DAYS:
        share, total = next(((s, t) for day, s, t in reversed(steps) if day <= at), (1.0, 0.0))
        width = Z * math.sqrt(total) / abs(math.log(share)) if 0 < share < 1 else 0.0
        found[f"lasting {at}"] = [share, share ** math.exp(width), share ** math.exp(-width)]
    return found, [(day, s) for day, s, _ in steps]


def rate(n, events, exposure, squares_of):
    """Events by exposure with the interval of a ratio estimate; `squares_of` sums (e - R*t)^2."""
    value = events / exposure
    error = math.sqrt(n / (n - 1) * squares_of(value)) / exposure
    half = stats.t.ppf(0.975, n - 1) * error
    return [n, value, value - half, value + half]


def draw(folder, numbers, curve, shares):
    """Growth with intervals, whole and by segment; answers; how long matches last."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for scale in SCALES:
        rows = [(k.split(" ", 2)[2], v) for k, v in numbers.items() if k.startswith(f"growth {scale} ")]
        figure, axes = plt.subplots(figsize=(7, 1 + 0.22 * len(rows)))
        for place, (_, (_, _, g, low, high)) in enumerate(rows):
            axes.plot([low, high], [place, place], color="#335577")
            axes.plot([g], [place], "o", color="#335577")
        axes.set_yticks(range(len(rows)), [name for name, _ in rows])
        axes.set_xlabel(f"Hedges' g of {scale}")
        figure.savefig(folder / f"growth-{scale}.svg", bbox_inches="tight")
        plt.close(figure)
    figure, axes = plt.subplots(figsize=(7, 2))
    for place, (item, counts) in enumerate(shares.items()):
        left = 0
        for count in counts:
            axes.barh(place, count / sum(counts), left=left)
            left += count / sum(counts)
    axes.set_yticks(range(len(shares)), list(shares))
    figure.savefig(folder / "satisfaction.svg", bbox_inches="tight")
    plt.close(figure)
    figure, axes = plt.subplots(figsize=(7, 3))
    axes.step([0, *[day for day, _ in curve]], [1, *[share for _, share in curve]], where="post")
    axes.set_xlabel("days")
    figure.savefig(folder / "lasting.svg", bbox_inches="tight")
    plt.close(figure)


def write(folder, numbers):
    Path(folder).mkdir(parents=True, exist_ok=True)
    with open(Path(folder) / "numbers.json", "w", encoding="utf-8") as file:
        json.dump(numbers, file)
