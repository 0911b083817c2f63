# Makes short.csv, long.csv, scores.csv and shares.csv (all made up), and the first part of expected.csv.
# R 4.2.2; coin 1.4-2, exactRankTests 0.8-35, metafor 3.8-1. Run in this folder: Rscript make.R && python3 make.py
suppressMessages({library(coin); library(exactRankTests); library(metafor)})
set.seed(20240603)
out <- NULL
add <- function(case, quantity, value, tolerance, oracle)
  out <<- rbind(out, data.frame(case, quantity, value = sprintf("%.15g", value), tolerance, oracle))
save <- function(d, file) write.csv(d, file, row.names = FALSE, quote = FALSE, na = "")
clip <- function(x, low = 1, high = 5) pmin(pmax(round(x), low), high)

# Answers from 1 to 5 with a floor: many ties and many without a change.
likert <- function(n) {
  person <- rnorm(n, 2.2, .9)
  data.frame(before = clip(person + rnorm(n, 0, .7)), after = clip(person + rnorm(n, .25, .7)))
}
short <- likert(40); save(short, "short.csv")
long <- likert(600); save(long, "long.csv")
person <- rnorm(30, 20, 4)
scores <- data.frame(before = round(person + rnorm(30, 0, 2), 1), after = round(person + rnorm(30, 1, 3), 1))
save(scores, "scores.csv")
shares <- data.frame(name = c("some", "few", "none_lost", "same", "many"),
  both = c(59, 1, 5, 4, 5200), gained = c(16, 7, 6, 0, 1310), lost = c(6, 1, 0, 0, 1190), neither = c(80, 12, 9, 6, 2300))
save(shares, "shares.csv")

sides <- c(two_sided = "two.sided", greater = "greater", less = "less")
for (file in c("short", "long", "scores")) {
  d <- get(file)
  change <- round(d$after - d$before, 10)
  moved <- sum(change != 0)
  for (rule in c("Wilcoxon", "Pratt")) {
    case <- paste(if (rule == "Pratt") "pratt" else "wilcoxon", file)
    ranks <- rank(abs(if (rule == "Pratt") change else change[change != 0]))
    signs <- sign(if (rule == "Pratt") change else change[change != 0])
    add(case, "statistic", sum(ranks[signs > 0]), 1e-14, "rank in R")
    add(case, "rank_biserial", sum(ranks * signs) / sum(ranks[signs != 0]), 1e-12, "definition in R")
    test <- function(side, how) wilcoxsign_test(d$after ~ d$before, zero.method = rule, alternative = side, distribution = how)
    # coin finds ties by ==, which decimal differences do not meet: scores are compared by exactRankTests.
    if (file == "scores") next
    add(case, "z", statistic(test("two.sided", "asymptotic")), 1e-11, "coin")
    for (side in names(sides)) {
      how <- if (moved <= 150) "exact" else "asymptotic"
      add(case, side, pvalue(test(sides[side], how)), 1e-9, paste("coin", how))
    }
  }
  if (moved <= 150) for (side in names(sides))
    add(paste("wilcoxon", file), side, wilcox.exact(change[change != 0], alternative = sides[side])$p.value, 1e-9, "exactRankTests")

  up <- sum(change > 0); down <- sum(change < 0)
  for (side in names(sides))
    add(paste("sign_test", file), side, binom.test(up, up + down, alternative = sides[side])$p.value, 1e-10, "binom.test")
  share <- binom.test(up, up + down)
  add(paste("sign_test", file), "value", share$estimate, 1e-12, "binom.test")
  add(paste("sign_test", file), "low", share$conf.int[1], 1e-9, "binom.test")
  add(paste("sign_test", file), "high", share$conf.int[2], 1e-9, "binom.test")

  for (side in names(sides))
    add(paste("paired_t", file), side, t.test(d$after, d$before, paired = TRUE, alternative = sides[side])$p.value, 1e-9, "t.test")

  n <- nrow(d); r <- cor(d$before, d$after); s1 <- sd(d$before); s2 <- sd(d$after)
  effect <- escalc("SMCR", m1i = mean(d$after), m2i = mean(d$before), sd1i = s1, ni = n, ri = r)
  add(paste("smcr", file), "value", effect$yi, 1e-12, "metafor")
  add(paste("smcr", file), "standard_error", sqrt(effect$vi), 1e-10, "metafor")
  # metafor's SMCRH has Bonett's variance too, but of the corrected effect and with the exact factor; the published
  # interval is that of the raw effect.
  raw <- mean(change) / s1
  half <- qnorm(.975) * sqrt(raw^2 / (2 * (n - 1)) + var(change) / ((n - 1) * s1^2))
  add(paste("hedges_g_pre", file), "value", raw * (1 - 3 / (4 * (n - 1) - 1)), 1e-12, "definition in R")
  add(paste("hedges_g_pre", file), "low", raw - half, 1e-10, "definition in R")
  add(paste("hedges_g_pre", file), "high", raw + half, 1e-10, "definition in R")

  for (margin in c(.3, 1)) {
    case <- paste("equivalence", file, margin)
    lower <- t.test(change, mu = -margin, alternative = "greater"); upper <- t.test(change, mu = margin, alternative = "less")
    add(case, "above_lower", lower$statistic, 1e-11, "t.test"); add(case, "above_upper", upper$statistic, 1e-11, "t.test")
    add(case, "p_value", max(lower$p.value, upper$p.value), 1e-9, "t.test")
    ci <- t.test(change, conf.level = .9)$conf.int
    add(case, "low", ci[1], 1e-10, "t.test"); add(case, "high", ci[2], 1e-10, "t.test")
  }

  sem <- s1 * sqrt(1 - .8)
  bound <- 1.96 * sqrt(2) * sem
  add(paste("reliable_change", file), "bound", bound, 1e-12, "definition in R")
  add(paste("reliable_change", file), "up", mean(change > bound), 1e-12, "definition in R")
  add(paste("reliable_change", file), "unchanged", mean(abs(change) <= bound), 1e-12, "definition in R")
  add(paste("reliable_change", file), "down", mean(change < -bound), 1e-12, "definition in R")

  mu <- mean(d$before) + s1 / 2
  excess <- t.test(d$after - mu - .6 * (d$before - mu))
  add(paste("beyond_regression", file), "expected", .4 * (mu - mean(d$before)), 1e-9, "definition in R")
  add(paste("beyond_regression", file), "value", excess$estimate, 1e-8, "t.test")
  add(paste("beyond_regression", file), "low", excess$conf.int[1], 1e-8, "t.test")
  add(paste("beyond_regression", file), "p_value", excess$p.value, 1e-7, "t.test")
}

# The mean of those selected, integrated: the change by regression to the mean of a population with mean 50 and deviation 10.
for (cut in c(35, 50, 58)) {
  below <- integrate(function(x) x * dnorm(x, 50, 10), -Inf, cut, rel.tol = 1e-12)$value / pnorm(cut, 50, 10)
  above <- integrate(function(x) x * dnorm(x, 50, 10), cut, Inf, rel.tol = 1e-12)$value / pnorm(cut, 50, 10, lower.tail = FALSE)
  add(paste("expected_regression below", cut), "value", (1 - .6) * (50 - below), 1e-9, "integrate")
  add(paste("expected_regression above", cut), "value", (1 - .6) * (50 - above), 1e-9, "integrate")
}

wilson <- function(x, n) {
  z <- qnorm(.975); p <- x / n
  (p + z^2 / (2 * n) + c(-1, 1) * z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2))) / (1 + z^2 / n)
}
for (i in seq_len(nrow(shares))) with(shares[i, ], {
  n <- both + gained + lost + neither
  p1 <- (both + lost) / n; p2 <- (both + gained) / n; w1 <- wilson(both + lost, n); w2 <- wilson(both + gained, n)
  a <- both * neither - gained * lost
  a <- if (a > n / 2) a - n / 2 else if (a > 0) 0 else a
  margins <- (both + lost) * (gained + neither) * (both + gained) * (lost + neither)
  phi <- if (margins > 0) a / sqrt(margins) else 0
  add(paste("share_change", name), "value", p2 - p1, 1e-12, "definition in R")
  add(paste("share_change", name), "low",
    p2 - p1 - sqrt((p2 - w2[1])^2 - 2 * phi * (p2 - w2[1]) * (w1[2] - p1) + (w1[2] - p1)^2), 1e-9, "definition in R")
  add(paste("share_change", name), "high",
    p2 - p1 + sqrt((w2[2] - p2)^2 - 2 * phi * (w2[2] - p2) * (p1 - w1[1]) + (p1 - w1[1])^2), 1e-9, "definition in R")
  if (gained + lost > 0) {
    table <- matrix(c(both, gained, lost, neither), 2)
    add(paste("mcnemar", name), "chi_square", mcnemar.test(table, correct = FALSE)$statistic, 1e-12, "mcnemar.test")
    add(paste("mcnemar", name), "normal", mcnemar.test(table, correct = FALSE)$p.value, 1e-10, "mcnemar.test")
    for (side in names(sides))
      add(paste("mcnemar", name), side, binom.test(gained, gained + lost, alternative = sides[side])$p.value, 1e-10, "binom.test")
    m <- gained + lost; few <- min(gained, lost)
    add(paste("mcnemar", name), "mid_p", 2 * (pbinom(few, m, .5) - dbinom(few, m, .5) / 2), 1e-10, "pbinom")
  }
})
write.csv(out, "expected.csv", row.names = FALSE, quote = FALSE, na = "")
