# The same work in R: data.table, survival, ggplot2.
suppressPackageStartupMessages({
  library(data.table)
  library(survival)
  library(ggplot2)
})
words <- commandArgs(trailingOnly = TRUE)
inbox <- file.path(words[1], "inbox")
out <- words[2]
dir.create(out, recursive = TRUE, showWarnings = FALSE)

read <- function(table, columns) {
  files <- sort(Sys.glob(file.path(inbox, paste0(table, "-*.csv"))))
  rbindlist(lapply(files, fread, select = columns, na.strings = ""))
}
scales <- list(belonging = paste0("q", 1:5), efficacy = paste0("q", 6:10), planning = paste0("q", 11:15))
segments <- c("site", "cohort", "grade", "gender", "setting", "mode")
cut_off <- as.IDate("2025-01-31")
month <- 30.4375
z <- qnorm(0.975)
numbers <- list()

matches <- read("matches", c("id", "mentee", "setting", "mode", "from", "to", "why"))
matches[, `:=`(start = as.IDate(from), last = fifelse(is.na(to), cut_off, as.IDate(to)))]
matches[, failed := !is.na(to) & why != "completed"]
matches[, days := as.integer(last - start)]
fit <- survfit(Surv(days, failed) ~ 1, data = matches, conf.type = "log-log")
at <- summary(fit, times = c(90, 180, 270, 365))
for (i in seq_along(at$time)) {
  numbers[[paste("lasting", at$time[i])]] <- c(at$surv[i], at$lower[i], at$upper[i])
}

meetings <- read("meetings", c("match", "day"))
meetings[, day := as.IDate(day)]
meetings[matches, on = .(match = id), `:=`(start = i.start, last = i.last)]
held <- meetings[day >= start & day <= last, .(events = .N), by = match]
matches[held, on = .(id = match), events := i.events]
matches[is.na(events), events := 0L]
matches[, exposure := (days + 1) / month]
n <- nrow(matches)
rate <- sum(matches$events) / sum(matches$exposure)
error <- sqrt(n / (n - 1) * sum((matches$events - rate * matches$exposure)^2)) / sum(matches$exposure)
half <- qt(0.975, n - 1) * error
numbers[["meetings per month"]] <- c(n, rate, rate - half, rate + half)
rm(meetings, held)

people <- read("people", c("id", "role", "site", "cohort", "grade", "gender"))[role == "mentee"]
first <- unique(matches[order(start), .(mentee, setting, mode)], by = "mentee")
people[first, on = .(id = mentee), `:=`(setting = i.setting, mode = i.mode)]

survey <- read("mentee_survey", c("id", "wave", "day", unlist(scales, use.names = FALSE), "q19", "q20"))
items <- c(unlist(scales, use.names = FALSE), "q19", "q20")
for (item in items) set(survey, which(survey[[item]] < 1 | survey[[item]] > 5), item, NA)
survey[, q8 := 6L - q8]
for (name in names(scales)) {
  points <- as.matrix(survey[, scales[[name]], with = FALSE])
  score <- rowMeans(points, na.rm = TRUE)
  score[rowSums(!is.na(points)) < 4] <- NA
  set(survey, NULL, name, score)
}
hedges <- function(a, b) {
  n <- length(a)
  v <- c(var(a), var(b))
  shared <- cov(a, b)
  average <- mean(v)
  raw <- (mean(b) - mean(a)) / sqrt(average)
  of_spread <- raw^2 * (sum(v^2) + 2 * shared^2) / (8 * (n - 1) * average^2)
  of_change <- (sum(v) - 2 * shared) / ((n - 1) * average)
  half <- z * sqrt(of_spread + of_change)
  c(n, mean(b) - mean(a), raw * sqrt((n - 2) / (n - 1)), raw - half, raw + half)
}
before <- survey[wave == "baseline", c("id", names(scales)), with = FALSE]
after <- survey[wave == "followup", c("id", names(scales)), with = FALSE]
pairs <- merge(merge(before, after, by = "id", suffixes = c("_a", "_b")), people, by = "id")
growth <- list()
for (name in names(scales)) {
  own <- pairs[!is.na(get(paste0(name, "_a"))) & !is.na(get(paste0(name, "_b")))]
  setnames(own, paste0(name, c("_a", "_b")), c("a", "b"))
  numbers[[paste0("growth ", name, " all=all")]] <- hedges(own$a, own$b)
  for (segment in segments) {
    by_level <- own[!is.na(get(segment)), if (.N >= 10) .(list(hedges(a, b))), by = segment]
    for (i in seq_len(nrow(by_level))) {
      numbers[[paste0("growth ", name, " ", segment, "=", by_level[[segment]][i])]] <- by_level$V1[[i]]
    }
  }
  keys <- grep(paste0("^growth ", name, " "), names(numbers), value = TRUE)
  values <- do.call(rbind, numbers[keys])
  chart <- data.table(level = sub(".* ", "", keys), g = values[, 3], low = values[, 4], high = values[, 5])
  figure <- ggplot(chart, aes(g, level)) + geom_linerange(aes(xmin = low, xmax = high)) + geom_point()
  ggsave(file.path(out, paste0("growth-", name, ".svg")), figure, device = grDevices::svg, width = 7, height = 8)
}

mentors <- read("mentor_survey", c("id", "day", "m19", "m20"))
for (item in c("m19", "m20")) set(mentors, which(mentors[[item]] < 1 | mentors[[item]] > 5), item, NA)
all_shares <- list()
for (item in c("q19", "q20", "m19", "m20")) {
  own <- if (startsWith(item, "q")) survey else mentors
  own <- own[!is.na(get(item)), c("id", "day", item), with = FALSE]
  setorderv(own, "day")
  latest <- own[, .SD[.N], by = id, .SDcols = item][[item]]
  n <- length(latest)
  p <- mean(latest >= 4)
  centre <- (p + z^2 / (2 * n)) / (1 + z^2 / n)
  half <- z / (1 + z^2 / n) * sqrt(p * (1 - p) / n + z^2 / (4 * n^2))
  numbers[[paste("satisfaction", item)]] <- c(n, p, centre - half, centre + half)
  all_shares[[item]] <- data.table(item = item, answer = latest)[, .N, by = .(item, answer)]
}
figure <- ggplot(rbindlist(all_shares), aes(N, item, fill = factor(answer))) + geom_col(position = "fill")
ggsave(file.path(out, "satisfaction.svg"), figure, device = grDevices::svg, width = 7, height = 2)
curve <- data.table(day = fit$time, share = fit$surv)
figure <- ggplot(curve, aes(day, share)) + geom_step()
ggsave(file.path(out, "lasting.svg"), figure, device = grDevices::svg, width = 7, height = 3)

digits <- function(values) paste(format(values, digits = 17, trim = TRUE, scientific = FALSE), collapse = ", ")
lines <- sprintf("\"%s\": [%s]", names(numbers), vapply(numbers, digits, ""))
writeLines(paste0("{\n", paste(lines, collapse = ",\n"), "\n}"), file.path(out, "numbers.json"))
