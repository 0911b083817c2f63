"""The same answers by NumPy and SciPy. Prints name, number and milliseconds (the least of five rounds)."""

import sys
import time

import numpy
from scipy import stats

n = int(sys.argv[1])
at = numpy.arange(n) % 997
before = numpy.minimum(1 + (at * at % 7 + at % 3) // 2, 5)
after = numpy.minimum(before + (at % 4 == 0) + (at % 5 == 1), 5)
before, after = before.astype(float), after.astype(float)


def alpha():
    items = numpy.stack([before, after])
    return 2 * (1 - items.var(axis=1, ddof=1).sum() / items.sum(axis=0).var(ddof=1))


ANSWERS = {
    "mean_t": lambda: stats.sem(before),
    "median": lambda: numpy.median(before),
    "wilson": lambda: (before >= 4).mean(),
    "paired_t": lambda: stats.ttest_rel(after, before).statistic,
    "wilcoxon": lambda: stats.wilcoxon(after, before, method="asymptotic").pvalue,
    "welch_t": lambda: stats.ttest_ind(after, before, equal_var=False).statistic,
    "alpha": alpha,
}

for name, answer in ANSWERS.items():
    times = []
    for _ in range(5):
        start = time.perf_counter()
        found = answer()
        times.append(time.perf_counter() - start)
    print(name, repr(float(found)), min(times) * 1e3)
