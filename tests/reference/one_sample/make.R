# Makes answers.csv (made up: 1 to 5, two groups' worth of scores from 0 to 10 before and after) and expected.csv.
# R 4.2.2. Run in this folder: Rscript make.R
set.seed(20240517)
out <- NULL
add <- function(case, quantity, value, tolerance, oracle)
  out <<- rbind(out, data.frame(case, quantity, value = sprintf("%.15g", value), tolerance, oracle))
clip <- function(x, low, high) pmin(pmax(round(x), low), high)
n <- 83
answers <- data.frame(item = clip(rnorm(n, 3.3, 1.1), 1, 5), scale = round(rnorm(n, 50, 12), 2),
  before = clip(rnorm(n, 7.5, 2), 0, 10), after = clip(rnorm(n, 8.2, 1.8), 0, 10))
write.csv(answers, "answers.csv", row.names = FALSE, quote = FALSE)

for (name in c("item", "scale")) {
  x <- answers[[name]]
  t <- t.test(x)
  add(paste("mean", name), "value", t$estimate, 1e-13, "t.test")
  add(paste("mean", name), "low", t$conf.int[1], 1e-11, "t.test")
  add(paste("mean", name), "high", t$conf.int[2], 1e-11, "t.test")
  for (p in c(.1, .25, .5, .75, .9)) {
    case <- paste("quantile", name, p)
    s <- sort(x)
    add(case, "value", quantile(x, p, type = 7), 1e-12, "quantile")
    # The largest l with P(B < l) <= .025 and the smallest u with P(B >= u) <= .025.
    l <- max(which(pbinom(0:n, n, p) <= .025)); u <- min(which(pbinom(0:n - 1, n, p, lower.tail = FALSE) <= .025)) - 1
    add(case, "low", s[l], 1e-14, "pbinom"); add(case, "high", s[u], 1e-14, "pbinom")
  }
  v <- var(x); df <- n - 1
  add(paste("variance_chi_square", name), "value", v, 1e-12, "var")
  add(paste("variance_chi_square", name), "low", df * v / qchisq(.975, df), 1e-11, "qchisq")
  add(paste("variance_chi_square", name), "high", df * v / qchisq(.025, df), 1e-11, "qchisq")
  # As DescTools 0.99 VarCI(method = "bonett") has it.
  z <- qnorm(.975); m <- mean(x, trim = 1 / (2 * sqrt(n - 4)))
  g <- n * sum((x - m)^4) / sum((x - mean(x))^2)^2
  c <- n / (n - z); se <- c * sqrt((g - (n - 3) / n) / (n - 1))
  add(paste("variance_bonett", name), "low", exp(log(c * v) - z * se), 1e-11, "definition in R")
  add(paste("variance_bonett", name), "high", exp(log(c * v) + z * se), 1e-11, "definition in R")
}
for (x in c(0, 1, 3, 41, 82, 83)) {
  wilson <- prop.test(x, n, correct = FALSE)$conf.int
  exact <- binom.test(x, n)$conf.int
  bayes <- c(if (x == 0) 0 else qbeta(.025, x + .5, n - x + .5), if (x == n) 1 else qbeta(.975, x + .5, n - x + .5))
  for (end in 1:2) {
    quantity <- c("low", "high")[end]
    add(paste("wilson", x), quantity, wilson[end], 1e-10, "prop.test")
    add(paste("clopper_pearson", x), quantity, exact[end], 1e-9, "binom.test")
    add(paste("jeffreys", x), quantity, bayes[end], 1e-9, "qbeta")
  }
}
kind <- function(x) (x >= 9) - (x < 7)
score <- function(x) {
  k <- kind(x); p <- mean(k == 1); d <- mean(k == -1); m <- length(x)
  p1 <- (sum(k == 1) + .75) / (m + 3); d1 <- (sum(k == -1) + .75) / (m + 3)
  half <- qnorm(.975) * sqrt((p1 + d1 - (p1 - d1)^2) / (m + 3))
  list(value = p - d, var = (p + d - (p - d)^2) / m, low = p1 - d1 - half, high = p1 - d1 + half)
}
a <- score(answers$before); b <- score(answers$after)
for (quantity in c("value", "low", "high")) add("net_promoter before", quantity, a[[quantity]], 1e-11, "definition in R")
d <- b$value - a$value; z <- d / sqrt(a$var + b$var)
add("net_promoter_difference", "value", d, 1e-11, "definition in R")
add("net_promoter_difference", "low", d - sqrt((b$value - b$low)^2 + (a$high - a$value)^2), 1e-11, "definition in R")
add("net_promoter_difference", "high", d + sqrt((b$high - b$value)^2 + (a$value - a$low)^2), 1e-11, "definition in R")
add("net_promoter_difference", "p_value", 2 * pnorm(-abs(z)), 1e-10, "pnorm")
t <- t.test(kind(answers$after), kind(answers$before), paired = TRUE)
add("net_promoter_change", "value", mean(kind(answers$after) - kind(answers$before)), 1e-12, "t.test")
add("net_promoter_change", "low", t$conf.int[1], 1e-10, "t.test")
add("net_promoter_change", "high", t$conf.int[2], 1e-10, "t.test")
add("net_promoter_change", "p_value", t$p.value, 1e-10, "t.test")
write.csv(out, "expected.csv", row.names = FALSE, quote = FALSE)
