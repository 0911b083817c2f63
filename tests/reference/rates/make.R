# Makes matches.csv (made up: meetings and months of matches that differ, in two settings) and expected.csv.
# R 4.2.2. Run in this folder: Rscript make.R
set.seed(20240518)
out <- NULL
add <- function(case, quantity, value, tolerance, oracle)
  out <<- rbind(out, data.frame(case, quantity, value = sprintf("%.15g", value), tolerance, oracle))
n <- 60
setting <- rep(c("school", "community"), c(36, 24))
months <- round(runif(n, 1, 14), 1)
meetings <- rpois(n, months * rgamma(n, 3, 3) * ifelse(setting == "school", 2.2, 1.6))
write.csv(data.frame(setting, meetings, months), "matches.csv", row.names = FALSE, quote = FALSE)

robust <- function(e, t) {
  k <- length(e); r <- sum(e) / sum(t)
  list(value = r, standard_error = sqrt(k / (k - 1) * sum((e - r * t)^2)) / sum(t), n = k)
}
# The same standard error from a regression without a constant, weighted by 1/T: HC of a ratio of sums.
of <- function(name) if (name == "all") rep(TRUE, n) else setting == name
rates <- list()
for (name in c("all", "school", "community")) {
  e <- meetings[of(name)]; t <- months[of(name)]
  r <- robust(e, t); rates[[name]] <- r
  fit <- lm(I(e / t) ~ 1, weights = t)
  stopifnot(abs(coef(fit) - r$value) < 1e-12)
  meat <- sum((t * residuals(fit))^2)
  stopifnot(abs(sqrt(r$n / (r$n - 1) * meat) / sum(t) - r$standard_error) < 1e-12)
  half <- qt(.975, r$n - 1) * r$standard_error
  add(paste("robust_rate", name), "value", r$value, 1e-12, "lm")
  add(paste("robust_rate", name), "standard_error", r$standard_error, 1e-11, "lm")
  add(paste("robust_rate", name), "low", r$value - half, 1e-10, "lm")
  exact <- poisson.test(sum(e), sum(t))$conf.int
  add(paste("poisson_rate", name), "low", exact[1], 1e-9, "poisson.test")
  add(paste("poisson_rate", name), "high", exact[2], 1e-9, "poisson.test")
}
a <- rates$school; b <- rates$community
va <- (a$standard_error / a$value)^2; vb <- (b$standard_error / b$value)^2
df <- (va + vb)^2 / (va^2 / (a$n - 1) + vb^2 / (b$n - 1))
l <- log(a$value / b$value); se <- sqrt(va + vb)
add("rate_ratio", "value", exp(l), 1e-12, "definition in R")
add("rate_ratio", "df", df, 1e-11, "definition in R")
add("rate_ratio", "low", exp(l - qt(.975, df) * se), 1e-10, "definition in R")
add("rate_ratio", "high", exp(l + qt(.975, df) * se), 1e-10, "definition in R")
add("rate_ratio", "p_value", 2 * pt(-abs(l / se), df), 1e-9, "definition in R")
x <- tapply(meetings, setting, sum)[c("school", "community")]; t <- tapply(months, setting, sum)[c("school", "community")]
p <- poisson.test(x, t)
add("poisson_rate_ratio", "value", p$estimate, 1e-12, "poisson.test")
add("poisson_rate_ratio", "low", p$conf.int[1], 1e-9, "poisson.test")
add("poisson_rate_ratio", "high", p$conf.int[2], 1e-9, "poisson.test")
# poisson.test adds up all outcomes that are no more likely; ours is twice the smaller tail.
share <- t[1] / sum(t)
add("poisson_rate_ratio", "p_value",
  2 * min(pbinom(x[1], sum(x), share), pbinom(x[1] - 1, sum(x), share, lower.tail = FALSE)), 1e-9, "pbinom")
# Studentised bootstrap on the log scale; ours draws other samples: the tolerance is that of the simulation.
o <- robust(meetings, months); relative <- o$standard_error / o$value
q <- replicate(200000, { i <- sample(n, replace = TRUE); r <- robust(meetings[i], months[i])
  log(r$value / o$value) * r$value / r$standard_error })
add("bootstrap_rate", "low", o$value * exp(-quantile(q, .975) * relative), 4e-3, "200000 resamples")
add("bootstrap_rate", "high", o$value * exp(-quantile(q, .025) * relative), 4e-3, "200000 resamples")
write.csv(out, "expected.csv", row.names = FALSE, quote = FALSE)
