# Makes good.csv, short.csv, poor.csv and careless.csv (made-up answers) and expected.csv.
# R 4.2.2; psych 2.2.9, lavaan 0.6.14. Run in this folder: Rscript make.R
suppressMessages({library(psych); library(lavaan)})
set.seed(20240503)
out <- NULL
add <- function(case, quantity, value, tolerance, oracle)
  out <<- rbind(out, data.frame(case, quantity, value = sprintf("%.15g", value), tolerance, oracle))
clip <- function(x, low = 1, high = 5) pmin(pmax(round(x), low), high)
n <- 90
f <- rnorm(n)
good <- sapply(c(.9, .8, .7, .6, .5, .8), function(l) clip(3.2 + l * f + rnorm(n, 0, .7)))
short <- sapply(c(1, .6, .4), function(l) clip(2.5 + l * f + rnorm(n, 0, .8), 1, 4))
poor <- sapply(c(.5, .3, .6, .2), function(l) clip(3 + l * f[1:40] + rnorm(40, 0, 1)))
careless <- good; careless[1:8, ] <- sample(1:5, 8, TRUE); careless[9:15, 1:3] <- careless[9:15, 1]
sets <- list(good = good, short = short, poor = poor, careless = careless)
for (name in names(sets)) {
  x <- sets[[name]]; k <- ncol(x); m <- nrow(x)
  colnames(x) <- paste0("q", 1:k)
  write.csv(x, paste0(name, ".csv"), row.names = FALSE, quote = FALSE)
  a <- suppressWarnings(psych::alpha(as.data.frame(x), check.keys = FALSE))
  raw <- a$total$raw_alpha
  add(paste("cronbach_alpha", name), "value", raw, 1e-12, "psych")
  add(paste("cronbach_alpha", name), "low", 1 - (1 - raw) * qf(.975, m - 1, (m - 1) * (k - 1)), 1e-9, "Feldt in R")
  add(paste("cronbach_alpha", name), "high", 1 - (1 - raw) * qf(.025, m - 1, (m - 1) * (k - 1)), 1e-9, "Feldt in R")
  for (i in 1:k) {
    add(paste("item_rest", name, i), "value", cor(x[, i], rowSums(x[, -i])), 1e-12, "cor")
    add(paste("alpha_without", name, i), "value", a$alpha.drop$raw_alpha[i], 1e-12, "psych")
  }
  # The tightest tolerance that ends; loadings and uniquenesses of the correlations, turned to the items' own points.
  for (factr in 10^(0:6)) {
    fa <- try(factanal(x, 1, control = list(opt = list(factr = factr, pgtol = 0, maxit = 1e5))), silent = TRUE)
    if (!inherits(fa, "try-error")) break
  }
  close <- if (factr > 10) 1e-6 else 1e-8
  s <- apply(x, 2, sd); l <- fa$loadings[, 1] * s; u <- fa$uniquenesses * s^2
  case <- paste("mcdonald_omega", name)
  add(case, "value", sum(l)^2 / (sum(l)^2 + sum(u)), close, "factanal")
  add(case, "standardized", sum(fa$loadings)^2 / (sum(fa$loadings)^2 + sum(fa$uniquenesses)), close, "factanal")
  for (i in 1:k) add(case, paste0("loading", i), abs(fa$loadings[i, 1]), 1e3 * close, "factanal")
  if (all(fa$uniquenesses > .0051)) {
    q <- colnames(x)
    loadings <- paste0("l", 1:k, collapse = "+")
    model <- c(paste("f =~ NA*q1 +", paste0("l", 1:k, "*", q, collapse = " + ")), "f ~~ 1*f",
      paste0(q, " ~~ e", 1:k, "*", q),
      sprintf("omega := (%s)^2 / ((%s)^2 + %s)", loadings, loadings, paste0("e", 1:k, collapse = "+")))
    fit <- cfa(model, as.data.frame(x), estimator = "MLM")
    p <- parameterEstimates(fit); p <- p[p$lhs == "omega", ]
    # lavaan stops earlier than factanal.
    add(case, "standard_error", p$se, 1e-5, "lavaan MLM")
    logit <- log(p$est / (1 - p$est)); w <- qnorm(.975) * p$se / (p$est * (1 - p$est))
    add(case, "low", plogis(logit - w), 1e-6, "lavaan MLM"); add(case, "high", plogis(logit + w), 1e-6, "lavaan MLM")
    if (k > 3) {
      chi <- fitMeasures(fit, c("chisq", "df"))
      add(case, "misfit", chi[1], 1e-6, "lavaan"); add(case, "misfit_df", chi[2], 0, "lavaan")
    }
  }
  if (k > 3) {
    run <- apply(x, 1, function(r) max(rle(r)$lengths)); sds <- apply(x, 1, sd)
    case <- paste("careless", name)
    add(case, "long_strings", mean(run >= k / 2), 1e-12, "rle")
    add(case, "straight_lines", mean(run == k), 1e-12, "rle")
    add(case, "longest", mean(run), 1e-12, "rle"); add(case, "spread", mean(sds), 1e-12, "sd")
  }
}
write.csv(out, "expected.csv", row.names = FALSE, quote = FALSE)
