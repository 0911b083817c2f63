# Makes people.csv (drawn from a seed), tables.csv and the first part of expected.csv. Tables: gender is gender by final result
# in the Open University Learning Analytics Dataset, presentations of 2013 (Kuzilek, Hlosta & Zdrahal 2017, Scientific Data 4:
# 170171; CC BY 4.0); jobs are published counts, job satisfaction by income of 104 people (Agresti 2002, Categorical Data
# Analysis, page 57); few, two, halves and none are invented.
# R 4.2.2; coin 1.4.2, exactRankTests 0.8.35, effectsize 0.8.3. Run in this folder: Rscript make.R && python3 make.py
suppressMessages({library(coin); library(exactRankTests); library(effectsize)})
set.seed(20240611)
out <- NULL
add <- function(case, quantity, value, tolerance, oracle)
  out <<- rbind(out, data.frame(case, quantity, value = sprintf("%.15g", value), tolerance, oracle))
save <- function(d, file) write.csv(d, file, row.names = FALSE, quote = FALSE, na = "")
clip <- function(x) pmin(pmax(round(x), 1), 5)

sizes <- c(a = 12, b = 17, c = 25, d = 9)
group <- rep(names(sizes), sizes)
lean <- c(a = .9, b = 0, c = .3, d = -1.4)[group]
spread <- c(a = .8, b = 1, c = 1.6, d = .6)[group]
n <- length(group)
people <- data.frame(group, answer = clip(3 + lean + spread * rnorm(n)), score = round(10 * lean + 12 * spread * rnorm(n), 3))
save(people, "people.csv")
of <- function(name, column) people[[column]][people$group == name]

# Without ties R's own test is exact too; with ties coin's and exactRankTests' are, and agree.
for (column in c("answer", "score")) for (pair in list(c("a", "b"), c("c", "d"), c("d", "b"))) {
  case <- paste("mann_whitney", column, pair[1], pair[2])
  x <- of(pair[1], column); y <- of(pair[2], column)
  d <- data.frame(v = c(x, y), g = factor(rep(1:2, c(length(x), length(y)))))
  add(case, "statistic", suppressWarnings(wilcox.test(x, y))$statistic, 1e-14, "wilcox.test")
  add(case, "p_value", pvalue(wilcox_test(v ~ g, d, distribution = "exact")), 1e-10, "coin")
  add(case, "p_greater", pvalue(wilcox_test(v ~ g, d, distribution = "exact", alternative = "greater")), 1e-10, "coin")
  add(case, "p_less", pvalue(wilcox_test(v ~ g, d, distribution = "exact", alternative = "less")), 1e-10, "coin")
  add(case, "p_value", wilcox.exact(x, y)$p.value, 1e-10, "exactRankTests")
  if (column == "score") add(case, "p_value", wilcox.test(x, y, exact = TRUE)$p.value, 1e-10, "wilcox.test")
  # Everybody ten times: beyond the exact range.
  add(paste("mann_whitney_many", column, pair[1], pair[2]), "p_value",
    suppressWarnings(wilcox.test(rep(x, 10), rep(y, 10), exact = FALSE, correct = FALSE))$p.value, 1e-10, "wilcox.test")
}
for (pair in list(c("a", "b"), c("c", "d"), c("d", "b"))) {
  case <- paste("hodges_lehmann_shift score", pair[1], pair[2])
  w <- wilcox.test(of(pair[1], "score"), of(pair[2], "score"), conf.int = TRUE, exact = TRUE)
  add(case, "value", w$estimate, 1e-11, "wilcox.test")
  add(case, "low", w$conf.int[1], 1e-11, "wilcox.test")
  add(case, "high", w$conf.int[2], 1e-11, "wilcox.test")
}
for (column in c("answer", "score")) {
  k <- kruskal.test(people[[column]], factor(people$group))
  case <- paste("kruskal_wallis", column)
  add(case, "statistic", k$statistic, 1e-12, "kruskal.test"); add(case, "p_value", k$p.value, 1e-10, "kruskal.test")
  add(case, "epsilon_squared", rank_epsilon_squared(people[[column]], factor(people$group), ci = NULL)[[1]], 1e-11, "effectsize")
  w <- oneway.test(people[[column]] ~ people$group)
  add(paste("welch_anova", column), "statistic", w$statistic, 1e-11, "oneway.test")
  add(paste("welch_anova", column), "p_value", w$p.value, 1e-9, "oneway.test")
}

tables <- list(
  gender = rbind(c(560, 1532, 2652, 1845), c(516, 1710, 2842, 1872)),
  jobs = rbind(c(1, 2, 1, 0), c(3, 3, 6, 1), c(10, 10, 14, 9), c(6, 7, 12, 11)),
  few = rbind(c(3, 0, 1), c(0, 4, 2), c(1, 1, 5)),
  two = rbind(c(7, 2), c(3, 9)),
  halves = rbind(c(31, 40, 22), c(45, 28, 18)),
  none = rbind(c(0, 8), c(5, 6)))
cells <- NULL
for (name in names(tables)) {
  t <- tables[[name]]
  cells <- rbind(cells, data.frame(table = name, row = c(row(t)), column = c(col(t)), count = c(t)))
  x <- suppressWarnings(chisq.test(t, correct = FALSE))
  case <- paste("chi_square_independence", name)
  add(case, "statistic", x$statistic, 1e-12, "chisq.test"); add(case, "df", x$parameter, 1e-14, "chisq.test")
  add(case, "p_value", x$p.value, 1e-10, "chisq.test"); add(case, "smallest_expected", min(x$expected), 1e-12, "chisq.test")
  add(case, "few_expected", mean(x$expected < 5), 1e-12, "chisq.test")
  v <- suppressWarnings(cramers_v(t, adjust = FALSE, alternative = "two.sided"))
  add(paste("cramers_v", name), "value", v[[1]], 1e-12, "effectsize")
  # effectsize searches for the noncentrality to about five digits, from 1.1 times the excess of chi-square over its degrees
  # of freedom, and does not find it where there is none; with pchisq it is solved to all digits.
  n <- sum(t); chi <- unname(x$statistic); df <- unname(x$parameter)
  shift <- function(p) if (pchisq(chi, df) <= p) 0 else
    uniroot(function(l) pchisq(chi, df, l) - p, c(0, 5 * chi + 50), tol = 1e-12)$root
  m <- min(dim(t)) - 1
  if (chi > df) {
    add(paste("cramers_v", name), "low", v$CI_low, 2e-3, "effectsize")
    add(paste("cramers_v", name), "high", v$CI_high, 2e-3, "effectsize")
  }
  add(paste("cramers_v", name), "low", sqrt(shift(.975) / n / m), 1e-7, "pchisq")
  add(paste("cramers_v", name), "high", min(1, sqrt(shift(.025) / n / m)), 1e-7, "pchisq")
  if (name != "gender")
    add(paste("fisher_exact", name), "p_value", fisher.test(t, workspace = 2e7)$p.value, 1e-9, "fisher.test")
  if (ncol(t) == 2) {
    add(paste("fisher_exact", name), "p_greater", fisher.test(t, alternative = "greater")$p.value, 1e-11, "fisher.test")
    add(paste("fisher_exact", name), "p_less", fisher.test(t, alternative = "less")$p.value, 1e-11, "fisher.test")
  }
}
save(cells, "tables.csv")
# fisher.test finds the ratio to about four digits; make.py solves for it.
f <- fisher.test(tables$two)
add("conditional_odds_ratio 7/9 3/12", "value", f$estimate, 1e-3, "fisher.test")
add("conditional_odds_ratio 7/9 3/12", "low", f$conf.int[1], 1e-3, "fisher.test")
add("conditional_odds_ratio 7/9 3/12", "p_value", f$p.value, 1e-10, "fisher.test")

p <- c(.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .324, .4262, .5719, .6528, .759, 1)
for (method in c("BY", "BH", "holm")) for (at in c(1, 4, 9, 12))
  add(paste("adjusted", method), as.character(at - 1), p.adjust(p, method)[at], 1e-12, "p.adjust")
write.csv(out, "expected.csv", row.names = FALSE, quote = FALSE)
