# The second part of expected.csv, after make.R. Python 3; scipy 1.17.1, statsmodels 0.15.0, pingouin 0.7.0.
import csv

import numpy as np
import pingouin
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.weightstats import ttost_paired

cases = []


def add(case, quantity, value, tolerance, oracle):
    cases.append([case, quantity, f"{float(value):.15g}", tolerance, oracle])


for name in ["short", "long", "scores"]:
    before, after = np.loadtxt(f"{name}.csv", delimiter=",", skiprows=1, unpack=True)
    change = np.round(after - before, 10)
    for rule, method in [("wilcox", "wilcoxon"), ("pratt", "pratt")]:
        test = stats.wilcoxon(change, zero_method=rule, correction=False, method="asymptotic")
        z = abs(test.zstatistic)
        add(f"{method} {name}", "z_size", z, 1e-11, "scipy")
    for margin in [0.3, 1]:
        p_value, lower, upper = ttost_paired(after, before, -margin, margin)
        add(f"equivalence {name} {margin}", "p_value", p_value, 1e-9, "statsmodels")
        p_value = pingouin.tost(after, before, bound=margin, paired=True)["pval"].iloc[0]
        add(f"equivalence {name} {margin}", "p_value", p_value, 1e-9, "pingouin")

with open("shares.csv") as file:
    for row in csv.DictReader(file):
        both, gained, lost, neither = (int(row[name]) for name in ["both", "gained", "lost", "neither"])
        if gained + lost:
            table = [[both, lost], [gained, neither]]
            add(f"mcnemar {row['name']}", "two_sided", mcnemar(table, exact=True).pvalue, 1e-9, "statsmodels")
            found = mcnemar(table, exact=False, correction=False)
            add(f"mcnemar {row['name']}", "chi_square", found.statistic, 1e-12, "statsmodels")

with open("expected.csv", "a", newline="") as file:
    csv.writer(file, lineterminator="\n").writerows(cases)
