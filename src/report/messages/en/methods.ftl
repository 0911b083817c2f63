### Methods, limits and the glossary.
clusters = People who share a mentor or group
clusters-about = Their answers resemble one another, so fewer of them count as independent: standard errors are of the CR2 kind with Satterthwaite’s degrees of freedom.
correction-benjamini-hochberg = Where a family of measures has several tests, their p-values are corrected together by the method of Benjamini and Hochberg, which limits the share of false alarms among the differences that are called clear.
correction-benjamini-yekutieli = Where a family of measures has several tests, their p-values are corrected together by the method of Benjamini and Yekutieli, which limits the share of false alarms among the differences that are called clear, whatever the tests have to do with one another.
correction-holm = Where a family of measures has several tests, their p-values are corrected together by Holm’s method, which limits the chance of even one false alarm.
correction-none = The plan asks for no correction for many tests: among twenty comparisons, about one looks clear by chance alone.
correction = { $how } Results about everyone are corrected apart from those by term and by group. A p-value says how unusual the data would be if there were no difference at all; it does not say how large or important a difference is, and no result is judged by it alone.
level-l0 = Counts of what was done. They say nothing about change.
level-l1 = Answers at one time. The report says what people answered, not that anything improved.
level-l2 = The same people at two times, without anybody to compare with. The report says that something was higher or lower, not why.
level-l3 = Two groups that may have differed from the start. The report says how they differed and adds that the reason stays open.
level-l4 = Two groups that were alike at the start in what was measured. The report speaks of evidence that fits an effect.
level-l5 = Groups drawn by lot, of whom few were lost. The report says what the program raised or lowered.
privacy-fewest = No number about fewer than { $cell } is published, and no share for which, or against which, fewer than { $part } stand. Medians need twice as many. Curves end where fewer are followed.
privacy-complement = Where a hidden number could be worked out from a total and what else is shown, more is hidden, as little as is enough; both say the same, since to name the small one would give it away. Before this report was written, everything in it was put together as a reader could, to see whether a hidden number comes out.
privacy-coded = Shares below { $low } and above { $high } are only said to be so.
privacy-rounded = Shares are rounded to { $step }.
privacy-amounts = A total or an average of amounts, such as hours or costs, is hidden when one or two make up so much of it that the second could work out the first.
privacy-change = A group that changed by fewer than { $n } people since an earlier report that showed it is hidden.
privacy-preset = The rules are those of `{ $name }`, { $about }. { $source }
privacy-why = Why these rules: { $why }
definition = { $grain } Values: { $scale }. Missing: { $missing }. { $cite } Version { $version }.

# Limits of a measure.
limit-dyad = Equal averages are not agreement: the answers of a pair can differ much where the two averages are the same. Whether such gaps matter for how long matches last, these numbers do not show.
limit-credential = Recognition is counted, not learning: a certificate for attendance says that somebody took part.
limit-rate = Only what was logged is counted. A month without any entry may be one without a meeting, or one without a log.
limit-pre-post = There is no comparison group, so nobody knows how the same people would have changed without the program; people also change as they grow older and gain experience.
limit-one-group = This change is that of one group by itself; the comparison between the groups is a section of its own.
limit-regression = Whoever starts low tends to rise at a second time anyway, and whoever starts high to fall (regression to the mean).
limit-both-values = Only those with both values count, { $n } of { $all }; the others may have changed otherwise.
limit-lots = Lots decided who was offered what, so the groups differed at first by chance only. The comparison counts everybody in the group they were drawn for, whether or not they took part.
limit-lots-lost = Lots decided who was offered what, but at some times so many people were missing that the groups may no longer be alike; the results for those times are worded with more care.
limit-alike = The groups were not drawn by lot. They were alike at the start in what was measured; they may differ in what was not.
limit-not-alike = The groups were not drawn by lot, and they were not alike at the start or nobody can tell. A difference may have been there from the beginning.
limit-comparisons = These are { $n } comparisons; the table gives p-values that allow for that.
limit-lost = Of the people in both groups, { $share } have no later value.
limit-lost-between = Between { $low } and { $high } people have no later value, depending on outcome and time.

# Limits of the whole.
whole-pre-post = This evaluation has no comparison group. It can show that something changed, not that the program is the reason.
whole-comparison = The comparison group was not drawn by lot. Differences between the groups may have been there before in ways that nobody measured.
whole-randomised = Groups were drawn by lot among those who took part in the study; for other people or places the results may not hold.
whole-answered = Whoever answered a survey may differ from whoever did not. Response rates stand with the quality of the data; missing answers were left out and counted, never guessed.
whole-themes = Open answers are those of people who chose to write. Themes are found by words that the program listed: what is said in other words is missed, and a word may mean something else.
whole-duration = How long matches last is known only up to the last day of the data; the newest matches say little about the later months.
whole-exploratory = Groups that are marked exploratory were not declared beforehand. With many groups, some differ by chance: take them as questions, not as answers.
whole-groups = Groups within the program were not drawn by lot, so a difference between them has no known reason.

# Glossary: the words and what they mean.
term-waves = Baseline and follow-up
about-waves = The first and the second time that people were asked or measured.
term-clear = Clear
about-clear = The { $level } interval lies on one side of no change or no difference.
term-interval = Interval
about-interval = The range in which we expect the true value; of many such { $level } intervals, about { $number } in 100 hold it. A narrow one means that much is known.
term-missing = Missing
about-missing = People or matches that belong to the group but have no usable value.
about-n = How many people, matches or answers a number rests on.
term-rounding = Rounding
about-rounding = Every number is rounded by itself, so a difference may be off by one in its last digit.
term-primary = Primary and exploratory
about-primary = Primary groups and questions were written into the plan before the data was seen; all others are exploratory.
term-g = Hedges’ g
about-g = A change or difference in standard deviations, the usual distance of people from their average; { 0.20 } of it is what mentoring programs for young people reach on average. The kind of g for two times of one group cannot be compared with that of two groups.
about-icc = Intraclass correlation: 1 when the two of every pair give the same answer, 0 when they agree no better than strangers would.
term-alpha = Alpha
about-alpha = Cronbach’s alpha, the reliability of a scale made of several questions: 1 when they all say the same, 0 when they have nothing in common.
term-nps = Net promoter score
about-nps = Those who would recommend it (9 or 10) minus those who would not (0 to 6), in 100 people.
term-meeting = Still meeting
about-meeting = A match that has not ended, or ended as planned.
