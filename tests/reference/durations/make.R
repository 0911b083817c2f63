# Makes spells.csv (made-up durations) and expected.csv. R 4.2.2; survival 3.5.3, cmprsk 2.2.11.
# Run in this folder: Rscript make.R
suppressMessages({library(survival); library(cmprsk)})
set.seed(20240501)
n <- 120
d <- data.frame(
  group = sample(c("a", "b", "c"), n, TRUE, c(.4, .35, .25)),
  stratum = sample(c("north", "south"), n, TRUE),
  cluster = sample(sprintf("m%02d", 1:18), n, TRUE),
  entered = ifelse(runif(n) < .25, sample(1:6, n, TRUE), 0),
  x1 = sample(1:5, n, TRUE), x2 = round(rnorm(n), 1))
rate <- .05 * exp(.25 * (d$group == "b") - .2 * (d$x1 - 3) + .15 * d$x2)
d$days <- pmax(d$entered + 1, ceiling(d$entered + rexp(n, rate)))
open <- sample(8:40, n, TRUE)
cause <- ifelse(runif(n) < .6, "moved", "time")
d$cause <- ifelse(d$days > open, "", cause)
d$days <- pmax(pmin(d$days, open), d$entered + 1)
# Ends on day 0, and censoring on a day of failures, on purpose.
d$entered[1:2] <- 0; d$days[1:2] <- 0; d$cause[1:2] <- c("moved", "")
d$count <- sample(1:3, n, TRUE)
d <- d[order(d$days, d$group, d$x1), ]
write.csv(d, "spells.csv", row.names = FALSE, quote = FALSE)

e <- d[rep(seq_len(n), d$count), ]
# survival takes (start, stop]: who is followed from the start is at risk on day 0 too.
e$start <- ifelse(e$entered > 0, e$entered, -1)
e$failed <- as.integer(e$cause == "moved")
e$ended <- as.integer(e$cause != "")
out <- NULL
add <- function(case, quantity, value, tolerance, oracle)
  out <<- rbind(out, data.frame(case, quantity, value = sprintf("%.15g", value), tolerance, oracle))

for (which in c("ended", "failed")) {
  f <- survfit(Surv(e$start, e$days, e[[which]]) ~ 1, conf.type = "log-log")
  for (t in c(0, 5, 10, 20, 30)) {
    s <- summary(f, times = t, extend = TRUE)
    case <- sprintf("kaplan_meier %s %g", which, t)
    add(case, "value", s$surv, 1e-12, "survfit")
    add(case, "standard_error", s$std.err, 1e-12, "survfit")
    add(case, "low", s$lower, 1e-10, "survfit"); add(case, "high", s$upper, 1e-10, "survfit")
    add(case, "at_risk", s$n.risk, 0, "survfit")
  }
  m <- summary(f, rmean = 20)$table
  add(sprintf("restricted_mean %s 20", which), "value", m[["rmean"]], 1e-12, "survfit")
  add(sprintf("restricted_mean %s 20", which), "standard_error", m[["se(rmean)"]], 1e-10, "survfit")
}
# Median and its interval without late entries, where no step is exactly at one half.
p <- e[e$entered == 0, ]
f <- survfit(Surv(days, ended) ~ 1, p, conf.type = "log-log")
q <- quantile(f, .5)
add("median_survival plain", "value", q$quantile, 0, "survfit")
add("median_survival plain", "low", q$lower, 0, "survfit")
add("median_survival plain", "high", q$upper, 0, "survfit")
m <- lapply(split(p, p$group), function(g) summary(survfit(Surv(days, ended) ~ 1, g), rmean = 15)$table)
add("restricted_mean_difference plain a b", "value", m$a[["rmean"]] - m$b[["rmean"]], 1e-11, "survfit")
add("restricted_mean_difference plain a b", "standard_error",
  sqrt(m$a[["se(rmean)"]]^2 + m$b[["se(rmean)"]]^2), 1e-11, "survfit")

# Log-rank without late entries (survdiff knows none), and with them by the definition, day by day.
for (g in list(c("a", "b"), c("a", "b", "c"))) for (strata in c("plain", "strata")) {
  s <- p[p$group %in% g, ]
  f <- if (strata == "plain") survdiff(Surv(days, failed) ~ group, s)
    else survdiff(Surv(days, failed) ~ group + strata(stratum), s)
  case <- sprintf("log_rank %s %s", strata, paste(g, collapse = " "))
  add(case, "statistic", f$chisq, 1e-10, "survdiff")
  add(case, "p_value", pchisq(f$chisq, length(g) - 1, lower.tail = FALSE), 1e-10, "survdiff")
  expected <- if (is.matrix(f$exp)) rowSums(f$exp) else f$exp
  add(case, "expected", expected[1], 1e-11, "survdiff")
}
by_days <- function(s, g) {
  u <- 0; v <- matrix(0, length(g), length(g))
  for (t in sort(unique(s$days[s$failed == 1]))) {
    risk <- sapply(g, function(k) sum(s$group == k & s$start < t & s$days >= t))
    died <- sapply(g, function(k) sum(s$group == k & s$days == t & s$failed == 1))
    if (sum(risk) < 2) next
    share <- risk / sum(risk)
    u <- u + died - sum(died) * share
    v <- v + sum(died) * (sum(risk) - sum(died)) / (sum(risk) - 1) * (diag(share) - share %o% share)
  }
  k <- -length(g)
  drop(u[k] %*% solve(v[k, k], u[k]))
}
x <- by_days(e, c("a", "b", "c"))
add("log_rank late a b c", "statistic", x, 1e-10, "definition in R")
add("log_rank late a b c", "p_value", pchisq(x, 2, lower.tail = FALSE), 1e-10, "definition in R")

for (strata in c("plain", "strata")) for (g in list(c("a", "b"), c("a", "b", "c"))) {
  s <- p[p$group %in% g, ]
  t <- if (strata == "plain") cuminc(s$days, s$cause, s$group, cencode = "")$Tests
    else cuminc(s$days, s$cause, s$group, s$stratum, cencode = "")$Tests
  for (cause in c("moved", "time")) {
    case <- sprintf("gray_test %s %s %s", strata, cause, paste(g, collapse = " "))
    add(case, "statistic", t[cause, "stat"], 1e-9, "cuminc")
    add(case, "p_value", t[cause, "pv"], 1e-9, "cuminc")
  }
}
ci <- cuminc(p$days, p$cause, cencode = "")
for (cause in c("moved", "time")) for (t in c(5, 10, 20)) {
  at <- timepoints(ci[paste("1", cause)], t)
  case <- sprintf("aalen_johansen plain %s %g", cause, t)
  add(case, "value", at$est[1], 1e-12, "cuminc")
}
# Standard errors: survfit's, a jackknife that equals the delta method's as long as nobody enters late. cuminc has another
# variance (Gray's, larger in small samples), and with late entries the jackknife differs from the delta method too.
e$state <- factor(ifelse(e$cause == "", "censor", e$cause), c("censor", "moved", "time"))
e$id <- seq_len(nrow(e))
for (kind in c("plain", "late")) {
  ms <- survfit(Surv(start, days, state) ~ 1, if (kind == "plain") e[e$entered == 0, ] else e, id = id)
  for (t in c(5, 10, 20)) for (at in 2:3) {
    s <- summary(ms, times = t)
    case <- sprintf("aalen_johansen %s %s %g", kind, c("", "moved", "time")[at], t)
    add(case, "value", s$pstate[at], 1e-12, "survfit")
    if (kind == "plain") add(case, "variance", s$std.err[at]^2, 1e-10, "survfit")
  }
}

tight <- coxph.control(eps = 1e-11, iter.max = 50)
cox <- function(case, f, robust = FALSE) {
  s <- summary(f)$coef
  # R takes no account of how few clusters there are: 18, from which the factor and Student's t.
  few <- if (robust) sqrt(18 / 17) else 1
  for (name in rownames(s)) {
    se <- few * s[name, if (robust) "robust se" else "se(coef)"]
    p <- if (robust) 2 * pt(-abs(s[name, "coef"] / se), 17) else s[name, "Pr(>|z|)"]
    add(paste("cox_regression", case, sub("group", "", name)), "value", s[name, "coef"], 1e-9, "coxph")
    add(paste("cox_regression", case, sub("group", "", name)), "standard_error", se, 1e-9, "coxph")
    add(paste("cox_regression", case, sub("group", "", name)), "p_value", p, 1e-7, "coxph")
  }
  add(paste("cox_regression", case, "x1"), "likelihood_ratio", 2 * diff(f$loglik), 1e-9, "coxph")
  if (robust) return(invisible())
  z <- cox.zph(f, terms = FALSE)$table
  for (name in rownames(z)) {
    case2 <- paste("cox_regression", case, sub("GLOBAL", "all", sub("group", "", name)))
    add(case2, "proportionality", z[name, "chisq"], 1e-8, "cox.zph")
    add(case2, "proportionality_p", z[name, "p"], 1e-8, "cox.zph")
  }
}
cox("late", coxph(Surv(start, days, failed) ~ group + x1 + x2, e, control = tight))
cox("late strata", coxph(Surv(start, days, failed) ~ group + x1 + x2 + strata(stratum), e, control = tight))
cox("late cluster", coxph(Surv(start, days, failed) ~ group + x1 + x2, e, cluster = cluster, control = tight), TRUE)
cox("late strata cluster",
  coxph(Surv(start, days, failed) ~ group + x1 + x2 + strata(stratum), e, cluster = cluster, control = tight), TRUE)
cox("plain", coxph(Surv(days, failed) ~ group + x1 + x2, p, control = tight))
write.csv(out, "expected.csv", row.names = FALSE, quote = FALSE)
