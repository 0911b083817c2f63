# Makes people.csv (made-up data) and expected.csv. R 4.2.2, mice 3.15.0. Run in this folder: Rscript make.R
# Imputations differ in their random numbers; what 2000 of them average to is compared, within its Monte Carlo error.
suppressMessages(library(mice))
set.seed(20240801)
n <- 90
d <- data.frame(arm = rep(0:1, length.out = n), age = sample(11:16, n, TRUE))
d$before <- sample(1:7, n, TRUE)
d$after <- pmin(pmax(round(1 + .6 * d$before + .9 * d$arm + rnorm(n)), 1), 9)
d$after[d$arm == 1 & runif(n) < plogis(1 - .5 * d$before)] <- NA
d$after[d$arm == 0 & runif(n) < .1] <- NA
d$before[runif(n) < .08] <- NA
write.csv(d, "people.csv", row.names = FALSE, quote = FALSE, na = "")
out <- NULL
add <- function(case, quantity, value, tolerance, oracle)
  out <<- rbind(out, data.frame(case, quantity, value = sprintf("%.15g", value), tolerance, oracle))

sets <- list(few = list(q = c(.20, .24, .18, .22, .26), u = c(.0100, .0104, .0098, .0101, .0102)),
             apart = list(q = c(1.2, 3.4, 2.2, .7), u = c(.9, 1.1, .8, 1)),
             alike = list(q = c(5, 5.0001, 4.9999), u = c(2, 2, 2)))
for (s in names(sets)) for (df in c(20, 500)) {
  p <- with(sets[[s]], pool.scalar(q, u, n = df + 1, k = 1))
  case <- paste("pool", s, df); t <- p$qbar / sqrt(p$t)
  # mice takes the share due to missing values to be at least 1e-4; Barnard and Rubin do not.
  if (s == "alike") { l <- (1 + 1 / p$m) * p$b / p$t; o <- (1 - l) * df * (df + 1) / (df + 3); p$df <- 1 / (l^2 / (p$m - 1) + 1 / o) }
  add(case, "value", p$qbar, 1e-12, "mice"); add(case, "standard_error", sqrt(p$t), 1e-12, "mice")
  add(case, "df", p$df, 1e-10, "mice"); add(case, "p_value", 2 * pt(-abs(t), p$df), 1e-9, "mice")
  add(case, "low", p$qbar - qt(.975, p$df) * sqrt(p$t), 1e-9, "mice")
  add(case, "due_to_missing", (1 + 1 / p$m) * p$b / p$t, 1e-10, "mice")
}

# The adjusted difference with its HC3 variance, and the mean of all.
i <- mice(d, m = 2000, maxit = 10, method = "pmm", seed = 1, printFlag = FALSE)
of <- function(k) { e <- complete(i, k); m <- lm(after ~ arm + before + age, e); x <- model.matrix(m); r <- resid(m) / (1 - hatvalues(m))
  B <- solve(crossprod(x)); c(coef(m)["arm"], (B %*% crossprod(x * r) %*% B)["arm", "arm"], mean(e$after), var(e$after) / n) }
a <- sapply(1:2000, of)
p <- pool.scalar(a[1, ], a[2, ], n = n, k = 4)
add("imputed difference", "value", p$qbar, .02, "mice"); add("imputed difference", "standard_error", sqrt(p$t), .03, "mice")
# Four Monte Carlo standard errors of a variance of 2000 estimates here and 400 there.
add("imputed difference", "between", p$b, round(4 * sqrt(2 / 2000 + 2 / 400), 2), "mice")
p <- pool.scalar(a[3, ], a[4, ], n = n, k = 1)
add("imputed mean", "value", p$qbar, .005, "mice"); add("imputed mean", "standard_error", sqrt(p$t), .03, "mice")

# Lee's bounds by their definition; their standard errors against a bootstrap of 4000.
lee <- function(d) {
  q <- tapply(!is.na(d$after), d$arm, mean); big <- if (q["1"] > q["0"]) 1 else 0
  y <- sort(d$after[d$arm == big & !is.na(d$after)]); z <- d$after[d$arm == 1 - big & !is.na(d$after)]
  keep <- min(q) / max(q) * length(y)
  trim <- function(y) { w <- pmin(pmax(keep - seq_along(y) + 1, 0), 1); sum(w * y) / keep }
  b <- c(trim(y), trim(rev(y))) - mean(z)
  if (big == 1) b else -rev(b)
}
b <- lee(d); add("lee", "low", b[1], 1e-12, "definition"); add("lee", "high", b[2], 1e-12, "definition")
# Interval of Imbens and Manski, for worst-case bounds.
worst <- function(y, lo, hi) {
  f <- function(v) { z <- ifelse(is.na(y), v, y); c(mean(z), sqrt(var(z) / length(z))) }
  l <- f(lo); h <- f(hi); s <- max(l[2], h[2])
  C <- uniroot(function(c) pnorm(c + (h[1] - l[1]) / s) - pnorm(-c) - .95, c(0, 3), tol = 1e-14)$root
  c(l[1], h[1], l[1] - C * l[2], h[1] + C * h[2])
}
w <- worst(d$after, 1, 9)
for (k in 1:4) add("worst_case", c("low", "high", "interval_low", "interval_high")[k], w[k], 1e-10, "definition")
w <- worst(c(rep(1, 40), rep(0, 58), NA, NA), 0, 1)
for (k in 1:4) add("worst_case_narrow", c("low", "high", "interval_low", "interval_high")[k], w[k], 1e-10, "definition")
set.seed(2)
many <- data.frame(arm = rep(0:1, 600), after = round(rnorm(1200, 5, 2), 1))
many$after[runif(1200) < ifelse(many$arm == 1, .1, .25)] <- NA
write.csv(many, "many.csv", row.names = FALSE, quote = FALSE, na = "")
boot <- replicate(4000, lee(many[unlist(tapply(seq_len(1200), many$arm, function(at) sample(at, replace = TRUE))), ]))
b <- lee(many); add("lee_many", "low", b[1], 1e-11, "definition"); add("lee_many", "high", b[2], 1e-11, "definition")
# The bounds are far apart, so that each end lies one one-sided quantile out.
add("lee_many", "interval_low", b[1] - qnorm(.95) * sd(boot[1, ]), .1, "bootstrap"); add("lee_many", "interval_high", b[2] + qnorm(.95) * sd(boot[2, ]), .05, "bootstrap")
write.csv(out, "expected.csv", row.names = FALSE, quote = FALSE)
