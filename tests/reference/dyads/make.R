# Makes pairs.csv, raters.csv, profiles.csv and surface.csv (all made up), and the first part of expected.csv.
# R 4.2.2; psych 2.2.9. Run in this folder: Rscript make.R && python3 make.py
suppressMessages(library(psych))
set.seed(20240502)
out <- NULL
add <- function(case, quantity, value, tolerance, oracle)
  out <<- rbind(out, data.frame(case, quantity, value = sprintf("%.15g", value), tolerance, oracle))
save <- function(d, file) write.csv(d, file, row.names = FALSE, quote = FALSE, na = "")
clip <- function(x, low = 1, high = 5) pmin(pmax(round(x), low), high)

n <- 60
truth <- rnorm(n, 3.4, .9)
pairs <- data.frame(mentor = clip(truth + rnorm(n, .3, .7)), mentee = clip(truth + rnorm(n, 0, .8)))
save(pairs, "pairs.csv")
raters <- sapply(1:4, function(r) clip(truth[1:40] + rnorm(40, (r - 2) / 4, .7)))
raters[sample(length(raters), 30)] <- NA
colnames(raters) <- paste0("r", 1:4)
save(raters, "raters.csv")

icc <- function(case, x) {
  r <- ICC(x, lmer = FALSE)$results
  for (row in list(c("icc_one_way", "ICC1"), c("icc_agreement", "ICC2"), c("icc_consistency", "ICC3"))) {
    i <- r[r$type == row[2], ]
    add(paste(row[1], case), "value", i$ICC, 1e-10, "psych")
    add(paste(row[1], case), "low", i$`lower bound`, 1e-8, "psych")
    add(paste(row[1], case), "high", i$`upper bound`, 1e-8, "psych")
  }
}
icc("pairs", as.matrix(pairs))
icc("raters", raters[complete.cases(raters), ])

gap <- pairs$mentor - pairs$mentee
middle <- (pairs$mentor + pairs$mentee) / 2
s <- summary(lm(gap ~ middle))$coef["middle", ]
ci <- confint(lm(gap ~ middle))["middle", ]
add("proportional_bias pairs", "value", s["Estimate"], 1e-11, "lm")
add("proportional_bias pairs", "standard_error", s["Std. Error"], 1e-11, "lm")
add("proportional_bias pairs", "p_value", s["Pr(>|t|)"], 1e-9, "lm")
add("proportional_bias pairs", "low", ci[1], 1e-9, "lm"); add("proportional_bias pairs", "high", ci[2], 1e-9, "lm")
sd_gap <- sd(gap); z <- qnorm(.975); t <- qt(.975, n - 1)
outward <- sqrt(t^2 * sd_gap^2 / n + z^2 * sd_gap^2 * (sqrt((n - 1) / qchisq(.025, n - 1)) - 1)^2)
inward <- sqrt(t^2 * sd_gap^2 / n + z^2 * sd_gap^2 * (sqrt((n - 1) / qchisq(.975, n - 1)) - 1)^2)
upper <- mean(gap) + z * sd_gap
add("limits_of_agreement pairs", "upper", upper, 1e-11, "definition in R")
add("limits_of_agreement pairs", "upper_low", upper - inward, 1e-9, "definition in R")
add("limits_of_agreement pairs", "upper_high", upper + outward, 1e-9, "definition in R")

# All re-pairings of seven dyads.
seven <- pairs[1:7, ]
orders <- function(v) if (length(v) <= 1) list(v) else
  do.call(c, lapply(seq_along(v), function(i) lapply(orders(v[-i]), function(o) c(v[i], o))))
means <- sapply(orders(1:7), function(o) mean(abs(seven$mentor - seven$mentee[o])))
seen <- mean(abs(seven$mentor - seven$mentee))
add("partner_check seven", "by_chance", mean(means), 1e-12, "all 5040 orders")
add("partner_check seven", "standard_deviation", sqrt(mean((means - mean(means))^2)), 1e-11, "all 5040 orders")
add("partner_check seven", "observed", seen, 1e-12, "all 5040 orders")
# Seeded: 20000 draws.
p <- mean(abs(means - mean(means)) >= abs(seen - mean(means)) - 1e-9)
add("partner_check seven", "p_value", p, 4 * sqrt((1 - p) / p / 20000), "all 5040 orders")

dyads <- 30
norm <- c(.8, .4, 0, -.3, -.9, .5)
mentor <- t(replicate(dyads, clip(3 + norm + rnorm(6, 0, .9))))
mentee <- t(apply(mentor, 1, function(m) clip(.3 * m + .7 * (3 + norm) + rnorm(6, 0, .9))))
mentor[1, ] <- 3
colnames(mentor) <- paste0("x", 1:6); colnames(mentee) <- paste0("y", 1:6)
save(cbind(mentor, mentee), "profiles.csv")
keep <- apply(mentor, 1, sd) > 0 & apply(mentee, 1, sd) > 0
r <- cor(t(mentor[keep, ]), t(mentee[keep, ]))
add("profile_similarity profiles", "value", mean(diag(r)), 1e-12, "cor")
ci <- t.test(diag(r))$conf.int
add("profile_similarity profiles", "low", ci[1], 1e-9, "t.test"); add("profile_similarity profiles", "high", ci[2], 1e-9, "t.test")
add("profile_similarity profiles", "normative", mean(r), 1e-12, "cor")
add("profile_similarity profiles", "squared_gap", mean((mentor - mentee)^2), 1e-12, "definition in R")
add("profile_similarity profiles", "squared_gap_by_chance",
  mean(apply(mentor, 1, function(m) apply(mentee, 1, function(e) mean((m - e)^2)))), 1e-12, "definition in R")
add("profile_similarity profiles", "double_entry",
  mean(sapply(1:dyads, function(i) cor(c(mentor[i, ], mentee[i, ]), c(mentee[i, ], mentor[i, ])))), 1e-11, "cor")

m <- 150
x <- sample(1:5, m, TRUE); y <- clip(x + rnorm(m, 0, 1.2))
z <- round(4 + .2 * (x - 3) + .3 * (y - 3) - .25 * (x - y)^2 + rnorm(m), 2)
save(data.frame(x, y, z), "surface.csv")
fit <- lm(z ~ u + v + I(u^2) + I(u * v) + I(v^2), data.frame(u = x - 3, v = y - 3, z))
parts <- rbind(a1 = c(0, 1, 1, 0, 0, 0), a2 = c(0, 0, 0, 1, 1, 1), a3 = c(0, 1, -1, 0, 0, 0), a4 = c(0, 0, 0, 1, -1, 1),
  a5 = c(0, 0, 0, 1, 0, -1), diag(6))
rownames(parts)[6:11] <- paste0("b", 0:5)
for (name in rownames(parts)) {
  value <- sum(parts[name, ] * coef(fit)); se <- sqrt(drop(parts[name, ] %*% vcov(fit) %*% parts[name, ]))
  case <- paste("response_surface", name)
  add(case, "value", value, 1e-9, "lm"); add(case, "standard_error", se, 1e-9, "lm")
  add(case, "p_value", 2 * pt(-abs(value / se), m - 6), 1e-7, "lm")
  add(case, "low", value - qt(.975, m - 6) * se, 1e-7, "lm")
}
add("response_surface a1", "r_squared", summary(fit)$r.squared, 1e-10, "lm")
write.csv(out, "expected.csv", row.names = FALSE, quote = FALSE)
