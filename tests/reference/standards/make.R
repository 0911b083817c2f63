# Makes clusters.csv (made-up data) and expected.csv. R 4.2.2, lme4 1.1.31. Run in this folder: Rscript make.R
suppressMessages(library(lme4))
set.seed(20240701)
sizes <- c(3, 5, 8, 2, 6, 12, 4, 7, 1, 9)
d <- data.frame(cluster = rep(sprintf("s%02d", seq_along(sizes)), sizes))
d$y <- round(3 + .8 * rnorm(10)[as.integer(sub("s", "", d$cluster))] + rnorm(nrow(d)))
d <- aggregate(list(count = rep(1, nrow(d))), d, sum)
d <- rbind(d, data.frame(cluster = "", y = c(2, 4, 5), count = c(2, 1, 1)))
write.csv(d, "clusters.csv", row.names = FALSE, quote = FALSE)
out <- NULL
add <- function(case, quantity, value, tolerance, oracle)
  out <<- rbind(out, data.frame(case, quantity, value = sprintf("%.15g", value), tolerance, oracle))

e <- d[rep(seq_len(nrow(d)), d$count), ]
e$alone <- seq_len(nrow(e))
e$g <- ifelse(e$cluster == "", paste0("alone", e$alone), e$cluster)
a <- anova(aov(y ~ g, e)); ms <- a[["Mean Sq"]]; n <- table(e$g); k <- length(n); N <- sum(n)
n0 <- (N - sum(n^2) / N) / (k - 1); f <- ms[1] / ms[2]; icc <- function(f) (f - 1) / (f + n0 - 1)
add("icc_anova", "statistic", f, 1e-12, "aov"); add("icc_anova", "p_value", a[["Pr(>F)"]][1], 1e-10, "aov")
add("icc_anova", "value", icc(f), 1e-12, "aov"); add("icc_anova", "within", ms[2], 1e-12, "aov")
add("icc_anova", "between", (ms[1] - ms[2]) / n0, 1e-12, "aov"); add("icc_anova", "cluster_size", n0, 1e-12, "aov")
add("icc_anova", "low", icc(f / qf(.975, k - 1, N - k)), 1e-10, "aov"); add("icc_anova", "high", icc(f / qf(.025, k - 1, N - k)), 1e-10, "aov")

# The profile of the REML criterion in the root of the ratio of variances.
dev <- lmer(y ~ 1 + (1 | g), e, devFunOnly = TRUE)
best <- optimize(dev, c(0, 5), tol = 1e-12); top <- best$objective + qchisq(.95, 1)
of <- function(theta) theta^2 / (1 + theta^2)
add("icc_reml", "value", of(best$minimum), 1e-6, "lme4")
add("icc_reml", "low", if (dev(0) < top) 0 else of(uniroot(function(t) dev(t) - top, c(0, best$minimum), tol = 1e-13)$root), 1e-6, "lme4")
add("icc_reml", "high", of(uniroot(function(t) dev(t) - top, c(best$minimum, 50), tol = 1e-13)$root), 1e-6, "lme4")

for (n in c(5, 20, 64, 500)) for (d in c(.2, .5, 1.2)) {
  add(paste("two_arms", n, d), "power", power.t.test(n, d, strict = TRUE)$power, 1e-9, "power.t.test")
  add(paste("one_arm", n, d), "power", power.t.test(n, d, type = "one.sample", strict = TRUE)$power, 1e-9, "power.t.test")
}
# Unequal arms, and clusters, from the noncentral t itself.
nct <- function(df, ncp) { t <- qt(.975, df); pt(t, df, ncp, lower.tail = FALSE) + pt(-t, df, ncp) }
add("unequal 30 50 0.5", "power", nct(78, .5 / sqrt(1 / 30 + 1 / 50)), 1e-9, "pt")
add("explained 30 50 0.5", "power", nct(78, .5 / sqrt(.6 * (1 / 30 + 1 / 50))), 1e-9, "pt")
add("paired 25 0.7", "power", nct(24, .4 / sqrt(2 * .3 / 25)), 1e-9, "pt")
add("clustered 8 10", "power", nct(16, .5 / sqrt((.15 * .5 + .85 * .8 / 20) * (1 / 8 + 1 / 10))), 1e-9, "pt")
for (n in c(20, 100)) for (power in c(.8, .9))
  add(paste("two_arms_detectable", n, power), "effect", power.t.test(n, power = power, strict = TRUE, tol = 1e-13)$delta, 1e-8, "power.t.test")
for (d in c(.2, .3, .5)) {
  add(paste("pairs_needed", d), "units", ceiling(power.t.test(delta = d, power = .8, type = "paired", strict = TRUE)$n), 0, "power.t.test")
  add(paste("per_arm_needed", d), "units", ceiling(power.t.test(delta = d, power = .8, strict = TRUE)$n), 0, "power.t.test")
}
for (n in c(30, 200)) for (p in c(.55, .7))
  add(paste("shares", n, p), "power", power.prop.test(n, .5, p, strict = TRUE)$power, 1e-10, "power.prop.test")
add("shares_detectable 80 0.3", "share", power.prop.test(80, .3, power = .8, strict = TRUE, tol = 1e-13)$p2, 1e-8, "power.prop.test")
write.csv(out, "expected.csv", row.names = FALSE, quote = FALSE)
