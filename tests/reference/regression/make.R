# Makes people.csv, few.csv (made-up data) and expected.csv. R 4.2.2; sandwich 3.0.2, clubSandwich 0.5.8, lme4 1.1.31,
# lmerTest 3.1.3, emmeans 1.8.4.1, car 3.1.1. Run in this folder: Rscript make.R
# Firth's penalised likelihood has no package here: it is maximised below from its definition, by optim and uniroot.
suppressMessages({library(sandwich); library(clubSandwich); library(lme4); library(lmerTest); library(emmeans); library(car)})
set.seed(20240601)
n <- 80
d <- data.frame(
  arm = sample(c("a", "b", "c"), n, TRUE, c(.4, .35, .25)),
  cluster = sample(c(sprintf("m%02d", 1:11), NA), n, TRUE, c(rep(.08, 11), .12)),
  before = sample(1:7, n, TRUE), age = sample(11:17, n, TRUE))
level <- rnorm(11)[as.integer(sub("m", "", d$cluster))]
level[is.na(level)] <- 0
d$y <- round(2 + .6 * d$before + .8 * (d$arm == "b") - .1 * (d$age - 14) + level + rnorm(n, 0, 1 + .2 * d$before), 1)
d$yes <- as.integer(runif(n) < plogis(-1 + .3 * (d$before - 4) + .7 * (d$arm == "b") + .2 * level))
d$count <- sample(1:3, n, TRUE)
write.csv(d, "people.csv", row.names = FALSE, quote = FALSE, na = "")
e <- d[rep(seq_len(n), d$count), ]
e$alone <- seq_len(nrow(e))
# Who has no cluster is one by himself.
e$g <- ifelse(is.na(e$cluster), paste0("alone", e$alone), e$cluster)

out <- NULL
add <- function(case, quantity, value, tolerance, oracle)
  out <<- rbind(out, data.frame(case, quantity, value = sprintf("%.15g", value), tolerance, oracle))
test <- function(case, value, se, df, t, p, tolerance, oracle) {
  add(case, "value", value, tolerance, oracle); add(case, "standard_error", se, tolerance, oracle)
  if (!is.na(df)) add(case, "df", df, tolerance, oracle)
  add(case, "statistic", t, tolerance, oracle); add(case, "p_value", p, 10 * tolerance, oracle)
}

m <- lm(y ~ arm + before + age, e)
terms <- c("(Intercept)" = "(intercept)", armb = "b", armc = "c", before = "before", age = "age")
for (kind in c("const", "HC0", "HC1", "HC2", "HC3")) {
  se <- sqrt(diag(vcovHC(m, kind))); t <- coef(m) / se
  for (k in names(terms))
    test(paste("linear", kind, terms[k]), coef(m)[k], se[k], m$df.residual, t[k], 2 * pt(-abs(t[k]), m$df.residual), 1e-10, "sandwich")
  h <- linearHypothesis(m, c("armb = 0", "armc = 0"), vcov. = vcovHC(m, kind))
  add(paste("joint", kind), "statistic", h$F[2], 1e-10, "car"); add(paste("joint", kind), "p_value", h[["Pr(>F)"]][2], 1e-9, "car")
}
add("linear const all", "r_squared", summary(m)$r.squared, 1e-12, "lm")
for (kind in c("CR0", "CR1", "CR1S", "CR2")) {
  r <- coef_test(m, vcov = kind, cluster = e$g, test = if (kind == "CR2") "Satterthwaite" else "naive-t")
  df <- if (kind == "CR2") r$df_Satt else rep(length(unique(e$g)) - 1, 5)
  for (k in seq_along(terms)) {
    t <- r$beta[k] / r$SE[k]
    test(paste("cluster", kind, terms[k]), r$beta[k], r$SE[k], df[k], t, 2 * pt(-abs(t), df[k]), 1e-9, "clubSandwich")
  }
}
# A contrast, and a model with an indicator for each cluster, in which some directions are one cluster's alone.
C <- matrix(c(0, 1, -1, 0, 0), 1)
r <- linear_contrast(m, vcov = "CR2", cluster = e$g, contrasts = C, test = "Satterthwaite")
t <- r$Est / r$SE
test("contrast CR2 b-c", r$Est, r$SE, r$df, t, 2 * pt(-abs(t), r$df), 1e-9, "clubSandwich")
named <- e[!is.na(e$cluster), ]
f <- lm(y ~ arm + before + cluster, named)
r <- coef_test(f, vcov = "CR2", cluster = named$cluster, test = "Satterthwaite")
for (k in c("armb", "armc", "before")) {
  at <- which(names(coef(f)) == k); t <- r$beta[at] / r$SE[at]
  test(paste("within CR2", terms[k]), r$beta[at], r$SE[at], r$df_Satt[at], t, 2 * pt(-abs(t), r$df_Satt[at]), 1e-8, "clubSandwich")
}

# Analysis of covariance: slopes and adjusted means.
m <- lm(y ~ arm * before + age, e); V <- vcovHC(m, "HC3")
for (k in c("armb:before", "armc:before")) {
  t <- coef(m)[k] / sqrt(V[k, k])
  test(paste("slopes", substr(k, 4, 4)), coef(m)[k], sqrt(V[k, k]), m$df.residual, t, 2 * pt(-abs(t), m$df.residual), 1e-10, "sandwich")
}
h <- linearHypothesis(m, c("armb:before = 0", "armc:before = 0"), vcov. = V)
add("slopes joint", "statistic", h$F[2], 1e-10, "car"); add("slopes joint", "p_value", h[["Pr(>F)"]][2], 1e-9, "car")
m <- lm(y ~ arm + before + age, e)
mm <- as.data.frame(emmeans(m, "arm", vcov. = vcovHC(m, "HC3"), infer = TRUE))
for (k in 1:3) {
  case <- paste("adjusted_mean", mm$arm[k])
  add(case, "value", mm$emmean[k], 1e-10, "emmeans"); add(case, "standard_error", mm$SE[k], 1e-10, "emmeans")
  add(case, "low", mm$lower.CL[k], 1e-10, "emmeans"); add(case, "high", mm$upper.CL[k], 1e-10, "emmeans")
}

# Logistic regression, and shares averaged over the units.
g <- glm(yes ~ arm + before, binomial, e, control = glm.control(epsilon = 1e-15, maxit = 100))
s <- summary(g)$coefficients
for (k in rownames(s)) {
  case <- paste("logistic", terms[k])
  test(case, s[k, 1], s[k, 2], NA, s[k, 3], s[k, 4], 1e-8, "glm")
  add(case, "low", s[k, 1] - qnorm(.975) * s[k, 2], 1e-8, "glm"); add(case, "ratio", exp(s[k, 1]), 1e-8, "glm")
}
add("logistic all", "ln_likelihood", as.numeric(logLik(g)), 1e-11, "glm")
average <- function(which) {
  all <- transform(e, arm = factor(rep(which, nrow(e)), levels = c("a", "b", "c")))
  x <- model.matrix(~ arm + before, all)
  p <- plogis(drop(x %*% coef(g)))
  list(share = mean(p), gradient = colMeans(p * (1 - p) * x))
}
A <- lapply(c(a = "a", b = "b"), average); V <- vcov(g)
for (k in c("a", "b")) {
  se <- sqrt(drop(A[[k]]$gradient %*% V %*% A[[k]]$gradient))
  add(paste("share", k), "value", A[[k]]$share, 1e-9, "delta method"); add(paste("share", k), "standard_error", se, 1e-8, "delta method")
}
D <- A$b$gradient - A$a$gradient; se <- sqrt(drop(D %*% V %*% D)); diff <- A$b$share - A$a$share
test("share_difference b-a", diff, se, NA, diff / se, 2 * pnorm(-abs(diff / se)), 1e-8, "delta method")

# Firth, also for a table with an empty cell.
firth <- function(case, x, y, names) {
  pl <- function(b) {
    p <- plogis(drop(x %*% b)); w <- p * (1 - p)
    sum(ifelse(y == 1, log(p), log1p(-p))) + .5 * as.numeric(determinant(crossprod(x * sqrt(w)))$modulus)
  }
  score <- function(b) {
    p <- plogis(drop(x %*% b)); w <- p * (1 - p); q <- x * sqrt(w)
    h <- rowSums((q %*% solve(crossprod(q))) * q)
    drop(crossprod(x, y - p + h * (.5 - p)))
  }
  climb <- function(start, free) {
    b <- start
    for (k in 1:60) {
      p <- plogis(drop(x %*% b)); w <- p * (1 - p)
      step <- solve(crossprod(x[, free, drop = FALSE] * sqrt(w)), score(b)[free])
      b[free] <- b[free] + step / max(1, max(abs(step)))
      if (max(abs(step)) < 1e-13) break
    }
    b
  }
  all <- seq_len(ncol(x)); best <- climb(rep(0, ncol(x)), all); top <- pl(best)
  p <- plogis(drop(x %*% best)); V <- solve(crossprod(x * sqrt(p * (1 - p))))
  add(paste(case, "all"), "ln_likelihood", top, 1e-10, "definition")
  for (k in all) {
    profile <- function(v) { s <- best; s[k] <- v; pl(climb(s, setdiff(all, k))) - top + qchisq(.95, 1) / 2 }
    at0 <- best; at0[k] <- 0
    chi <- 2 * (top - pl(climb(at0, setdiff(all, k))))
    se <- sqrt(V[k, k]); name <- paste(case, names[k])
    end <- function(sign) uniroot(profile, sort(best[k] + sign * c(0, 12) * se), tol = 1e-13, extendInt = "no")$root
    add(name, "value", best[k], 1e-8, "definition"); add(name, "standard_error", se, 1e-8, "definition")
    add(name, "low", end(-1), 1e-7, "definition"); add(name, "high", end(1), 1e-7, "definition")
    add(name, "p_value", pchisq(chi, 1, lower.tail = FALSE), 1e-6, "definition")
  }
}
firth("firth people", model.matrix(~ arm + before, e), e$yes, terms[c("(Intercept)", "armb", "armc", "before")])
few <- data.frame(yes = c(0, 0, 1, 0, 1, 0, 0), x = c(0, 0, 1, 1, 1, 1, 0), z = c(1, 2, 2, 3, 4, 1, 3), count = c(3, 4, 2, 2, 3, 1, 2))
write.csv(few, "few.csv", row.names = FALSE)
few <- few[rep(seq_len(nrow(few)), few$count), ]
firth("firth few", cbind(1, few$x, few$z), few$yes, c("(intercept)", "x", "z"))

# Random intercept.
for (which in c("all", "named")) {
  data <- if (which == "all") e else named
  r <- lmer(y ~ arm + before + age + (1 | g), data, control = lmerControl(optCtrl = list(xtol_rel = 1e-14, ftol_rel = 1e-15, maxeval = 1e5),
    optimizer = "nloptwrap", calc.derivs = FALSE))
  v <- as.data.frame(VarCorr(r)); case <- paste("mixed", which)
  add(paste(case, "all"), "between", v$vcov[1], 1e-5, "lme4"); add(paste(case, "all"), "within", v$vcov[2], 1e-6, "lme4")
  add(paste(case, "all"), "criterion", REMLcrit(r), 1e-10, "lme4")
  s <- summary(r)$coefficients
  for (k in rownames(s)) test(paste(case, terms[k]), s[k, 1], s[k, 2], s[k, 3], s[k, 4], s[k, 5], 1e-4, "lmerTest")
}
write.csv(out, "expected.csv", row.names = FALSE, quote = FALSE)
