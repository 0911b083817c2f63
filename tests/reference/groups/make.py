"""Adds the second part of expected.csv: SciPy 1.17.1, statsmodels 0.15.0, pingouin 0.7.0, scikit-posthocs 0.17.1, mpmath 1.4.1.

Run make.R first.
"""

import csv
import itertools
import math

import numpy
import pandas
import pingouin
import scikit_posthocs
from mpmath import binomial, mp, mpf
from scipy.optimize import brentq
from scipy.stats import brunnermunzel, norm, studentized_range, t, ttest_ind
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.stats.contingency_tables import Table2x2

mp.dps = 30
Z = norm.ppf(0.975)
people = pandas.read_csv("people.csv")
out = []


def add(case, quantity, value, tolerance, oracle):
    out.append((case, quantity, value, tolerance, oracle))


def of(name, column):
    return people[people["group"] == name][column].to_numpy()


for column, (one, zero) in itertools.product(["answer", "score"], ["ab", "cd", "db"]):
    x, y = of(one, column), of(zero, column)
    words = f"{column} {one} {zero}"
    # SciPy's statistic is that of the second sample's ranks.
    found = brunnermunzel(y, x)
    add(f"brunner_munzel {words}", "statistic", found.statistic, 1e-11, "scipy")
    add(f"brunner_munzel {words}", "p_value", found.pvalue, 1e-9, "scipy")
    share = pingouin.compute_effsize(x, y, eftype="CLES")
    add(f"brunner_munzel {words}", "value", share, 1e-12, "pingouin")
    add(f"probability_of_superiority {words}", "value", share, 1e-12, "pingouin")
    above = numpy.array([(y < v).mean() + (y == v).mean() / 2 for v in x])
    below = numpy.array([(x < v).mean() + (x == v).mean() / 2 for v in y])
    parts = [above.var(ddof=1) / len(x), below.var(ddof=1) / len(y)]
    df = sum(parts) ** 2 / (parts[0] ** 2 / (len(x) - 1) + parts[1] ** 2 / (len(y) - 1))
    half = t.ppf(0.975, df) * math.sqrt(sum(parts)) / (share * (1 - share))
    logit = math.log(share / (1 - share))
    for name, sign in [("low", -1), ("high", 1)]:
        end = 1 / (1 + math.exp(-logit - sign * half))
        add(f"brunner_munzel {words}", name, end, 1e-9, "definition in Python")
    more = (len(x) + len(y)) / 2 - 1

    def gap(theta):
        shape = (1 - theta) / (2 - theta) + theta / (1 + theta)
        variance = theta * (1 - theta) * (1 + more * shape) / (len(x) * len(y))
        return (share - theta) ** 2 - Z**2 * variance

    ends = (brentq(gap, 1e-12, share, xtol=1e-15), brentq(gap, share, 1 - 1e-12, xtol=1e-15))
    for name, end in zip(["low", "high"], ends):
        add(f"probability_of_superiority {words}", name, end, 1e-10, "definition in Python")

names = sorted(set(people["group"]))
for column in ["answer", "score"]:
    for adjust, quantity in [(None, "p_value"), ("holm", "p_adjusted")]:
        table = scikit_posthocs.posthoc_dunn(people, column, "group", p_adjust=adjust)
        for zero, one in itertools.combinations(names, 2):
            add(f"dunn {column} {one} {zero}", quantity, table.loc[one, zero], 1e-9, "scikit-posthocs")
    howell = pingouin.pairwise_gameshowell(people, dv=column, between="group")
    for _, row in howell.iterrows():
        case = f"games_howell {column} {row['B']} {row['A']}"
        # pingouin prints p-values below its own error as 0.
        add(case, "p_adjusted", row["pval"], 1e-7, "pingouin")
        add(case, "statistic", -row["T"], 1e-10, "pingouin")
        add(case, "df", row["df"], 1e-10, "pingouin")
        width = studentized_range.ppf(0.95, len(names), row["df"]) / math.sqrt(2) * row["se"]
        add(case, "low", -row["diff"] - width, 1e-8, "scipy")
        add(case, "high", -row["diff"] + width, 1e-8, "scipy")
    for zero, one in itertools.combinations(names, 2):
        x, y = of(one, column), of(zero, column)
        both = ((len(x) - 1) * x.var(ddof=1) + (len(y) - 1) * y.var(ddof=1)) / (len(x) + len(y) - 2)
        n = len(x) + len(y)
        # effectsize and pingouin take the gamma factor or another one; the What Works Clearinghouse has omega.
        g = (1 - 3 / (4 * n - 9)) * (x.mean() - y.mean()) / math.sqrt(both)
        half = Z * math.sqrt(n / (len(x) * len(y)) + g * g / (2 * n))
        add(f"hedges_g {column} {one} {zero}", "value", g, 1e-11, "definition in Python")
        add(f"hedges_g {column} {one} {zero}", "low", g - half, 1e-10, "definition in Python")
        welch = ttest_ind(x, y, equal_var=False)
        add(f"welch_t {column} {one} {zero}", "p_value", welch.pvalue, 1e-9, "scipy")
        add(f"welch_t {column} {one} {zero}", "low", welch.confidence_interval().low, 1e-9, "scipy")

for (x, n), (y, m) in [((36, 40), (16, 80)), ((7, 9), (3, 12)), ((56, 70), (48, 80)), ((1, 15), (6, 14)), ((400, 900), (380, 950))]:
    words = f"{x}/{n} {y}/{m}"
    low, high = confint_proportions_2indep(x, n, y, m, compare="ratio", method="score", correction=False)
    add(f"risk_ratio {words}", "value", x / n / (y / m), 1e-12, "statsmodels")
    add(f"risk_ratio {words}", "low", low, 1e-7, "statsmodels")
    add(f"risk_ratio {words}", "high", high, 1e-7, "statsmodels")
    table = Table2x2([[x, n - x], [y, m - y]])
    low, high = table.oddsratio_confint()
    add(f"odds_ratio {words}", "value", table.oddsratio, 1e-12, "statsmodels")
    add(f"odds_ratio {words}", "low", low, 1e-10, "statsmodels")
    add(f"odds_ratio {words}", "high", high, 1e-10, "statsmodels")
    add(f"odds_ratio {words}", "p_value", table.oddsratio_pvalue(), 1e-9, "statsmodels")
    low, high = confint_proportions_2indep(x, n, y, m, compare="diff", method="newcomb", correction=False)
    add(f"newcombe {words}", "low", low, 1e-10, "statsmodels")
    add(f"newcombe {words}", "high", high, 1e-10, "statsmodels")
    factor = (1 - 3 / (4 * (n + m) - 9)) / 1.65
    half = Z * table.log_oddsratio_se
    add(f"cox_index {words}", "value", factor * table.log_oddsratio, 1e-11, "statsmodels")
    add(f"cox_index {words}", "low", factor * (table.log_oddsratio - half), 1e-10, "statsmodels")
    if n > 100:
        continue
    weights = {k: binomial(n, k) * binomial(m, x + y - k) for k in range(max(0, x + y - m), min(n, x + y) + 1)}

    def mean(ratio, of):
        all_weights = sum(weight * ratio**k for k, weight in weights.items())
        return sum(of(k) * weight * ratio**k for k, weight in weights.items()) / all_weights

    def solve(of, expected, sign):
        gap = lambda ln: float(sign * (mean(mp.exp(ln), of) - expected))
        return math.exp(brentq(gap, -10, 10, xtol=1e-15, rtol=1e-14))

    value = solve(lambda k: k, x, 1)
    low = solve(lambda k: k >= x, mpf("0.025"), 1)
    high = solve(lambda k: k <= x, mpf("0.025"), -1)
    add(f"conditional_odds_ratio {words}", "value", value, 1e-10, "mpmath")
    add(f"conditional_odds_ratio {words}", "low", low, 1e-10, "mpmath")
    add(f"conditional_odds_ratio {words}", "high", high, 1e-10, "mpmath")

with open("expected.csv", "a") as text:
    for case, quantity, value, tolerance, oracle in out:
        text.write(f"{case},{quantity},{value:.15g},{tolerance},{oracle}\n")
