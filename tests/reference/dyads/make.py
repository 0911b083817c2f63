"""Adds the second part of expected.csv: kappas by statsmodels 0.15.0, alphas by krippendorff 0.9.0. Run make.R first."""

import csv
import math

import krippendorff
import numpy
from scipy.stats import t
from statsmodels.stats.inter_rater import cohens_kappa


def rows(file):
    with open(file) as text:
        return list(csv.DictReader(text))


pairs = rows("pairs.csv")
table = numpy.zeros((5, 5))
for pair in pairs:
    table[int(pair["mentor"]) - 1, int(pair["mentee"]) - 1] += 1
out = []
for name, weights in [("different", None), ("size", "linear"), ("square", "quadratic")]:
    kappa = cohens_kappa(table, wt=weights)
    case = f"cohen_kappa {name}"
    out.append((case, "value", kappa.kappa, 1e-11, "statsmodels"))
    out.append((case, "standard_error", kappa.std_kappa, 1e-10, "statsmodels"))
    out.append((case, "statistic", kappa.z_value, 1e-10, "statsmodels"))
    out.append((case, "p_value", kappa.pvalue_two_sided, 1e-8, "statsmodels"))
    # statsmodels has the normal interval, which is too narrow for few pairs.
    n = len(pairs)
    half = t.ppf(0.975, n - 1) * kappa.std_kappa * math.sqrt(n / (n - 1)) / (1 - kappa.kappa**2)
    out.append((case, "low", math.tanh(math.atanh(kappa.kappa) - half), 1e-10, "definition in Python"))
    out.append((case, "high", math.tanh(math.atanh(kappa.kappa) + half), 1e-10, "definition in Python"))
    if weights == "quadratic":
        out.append(("weighted_kappa square", "low", kappa.kappa_low, 1e-10, "statsmodels"))
        out.append(("weighted_kappa square", "high", kappa.kappa_upp, 1e-10, "statsmodels"))

raters = rows("raters.csv")
number = lambda text: float(text) if text else numpy.nan
codes = numpy.array([[number(row[f"r{at}"]) for row in raters] for at in range(1, 5)])
for metric in ["nominal", "ordinal", "interval", "ratio"]:
    alpha = krippendorff.alpha(reliability_data=codes, level_of_measurement=metric)
    out.append((f"krippendorff_alpha {metric}", "value", alpha, 1e-11, "krippendorff"))

with open("expected.csv", "a") as text:
    for case, quantity, value, tolerance, oracle in out:
        text.write(f"{case},{quantity},{value:.15g},{tolerance},{oracle}\n")
