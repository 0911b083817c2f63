### The page of an edition.

# Head.
as-of = as of { $date }
reading = Numbers in brackets are { $level } intervals: we expect the true value to lie between the two. “No clear change” means that the interval includes both a rise and a fall.
cannot-say-lots = Lots were drawn, so a difference between the groups can be put down to what they were offered. This study cannot say what holds for other people elsewhere.
cannot-say-lost = Lots were drawn, but too many people were lost to put a difference down to the program alone.
cannot-say-comparison = There is a comparison group, but no lots were drawn. This design cannot say for sure whether mentoring is the reason for a difference.
cannot-say-pre-post = This design cannot say whether mentoring is the reason for a change. There is no comparison group.
design-pre-post = Before and after, without a comparison group
design-comparison = With a comparison group, not drawn by lot
design-randomised = Groups drawn by lot
meetings-a-month = { $number } meetings a month
fact-promise = A match promises
fact-design = Design
fact-claim = Strongest claim
level-of = { $short } ({ $level } of L0 to L5)
fact-terms = Terms

# Cards.
card-matched = { $units } matched with a mentor
card-enrolled = { $units } enrolled
card-of-enrolled = of { $n } who enrolled
card-unclear = { $unclear } without a clear change
card-lower-unclear = { $lower } clearly lower, { $unclear } without a clear change
card-up-to = up to { $of }
card-of = of { $n }
card-clearly-higher = { $title }: clearly higher at follow-up
card-change-in = change in { $about }
no-clear-difference = no clear difference
no-clear-change = no clear change
status-target = target: { $value }

# Contents and headings.
contents-targets = Targets
contents-logic-model = How it should work
contents-quality = Quality of the data
methods = Methods
limits = Limits
glossary = Glossary
main-heading = What matters most
main-results = Main results
term-by-term = Term by term
terms-heading = How does it go from term to term?
brief-source = Snapshot { $snapshot } · Mentorlens { $version }

# Beside a measure.
how-we-know = How we know.
how-large = How large.
what-is-counted = What is counted.
missing-values = Missing values.
left-out-title = Left out.
who-answered = Who answered.
measure-title = Measure.
measure-in-findings = “{ $id }” in the findings.
definition-title = Definition.
definition-version = { $cite } Version { $version }, claim level { $level }.
left-out = n is { $n }; { $missing } without a value and { $excluded } by a rule of the measure are left out.
method-gap = Average gap: in each match the mentor’s answer minus the mentee’s, averaged over the matches in which both answered; the interval comes from Student’s t distribution.
method-change = Average change: each person’s second value minus the first, averaged over those who have both; the interval comes from Student’s t distribution.
method-clusters = People who share a { $what } are not taken as independent: { $n } { $what }s.
effect-about = The table gives the effect size, the difference in standard deviations. Over 70 studies, mentoring programs for young people reached { 0.21 } on average (Raposa and others 2019).
response-rates = { $rates }. Those who did not answer may differ.
counted-left-out =
    { $n ->
        [one] { $counted }; { $n } without a value is left out.
       *[other] { $counted }; { $n } without a value are left out.
    }
gap-in-table = The mean gap and the limits of agreement stand in the table.
title-by-term = { $title }, term by term
values-by-term = The values stand in the table by term.
by-group = By { $group }
title-by-group = { $title }, by { $group }
values-by-group = The values stand in the table by group.

# Tables.
effect-size = Effect size
effect-hedges-g = Effect size, Hedges’ g
effect-g-of-changes = Effect size, g of changes
effect-by-first-spread = Effect size, by the spread at first
effect-cox-index = Effect size, Cox index
effect-epsilon-squared = Effect size, ε²
effect-morris-d = Effect size, Morris’ d
head-estimate = Estimate
head-missing = Missing
head-p-corrected = p, corrected
head-left-out = Left out
head-statistic = Statistic (df)
head-method = Method
head-what = What
head-which = Which
head-file = File
all-together = All together
by-term = By term
state-after = { $state } after { $months }

# Groups.
by-group-declared = By { $group } (declared in advance)
by-group-exploratory = By { $group } (exploratory)
by-groups-of-both = By { $primary }, and by { $others } (exploratory)
no-group-differs = No group differs clearly from the others.
no-group-differs-in = No group differs clearly from the others in { $list }.
exploratory-group = { $group } (exploratory)
group-differs = { $group }: { $number } from the others.
group-differs-adjusted = { $group }: { $number } from the others; adjusted for { $by }, { $adjusted }.
groups-differ =
    { $n ->
        [one] One group differs clearly from the others, for reasons that this cannot show.
       *[other] Some groups differ clearly from the others, for reasons that this cannot show.
    }
the-start = the start
groups-name = By group
groups-heading = Is it alike for every group?
groups-caption = Main measures by group, with { $level } intervals
group = Group
title-by-groups = { $title }, by group
groups-description = Each group beside all together.

# Targets.
targets-title = Targets and what was reached
targets-met = { $met } of { $n } met
n-met =
    { $n ->
        [one] { $n }~is met
       *[other] { $n }~are met
    }
n-not-met =
    { $n ->
        [one] { $n }~is not met
       *[other] { $n }~are not met
    }
n-uncertain =
    { $n ->
        [one] { $n }~is uncertain
       *[other] { $n }~are uncertain
    }
n-unknown =
    { $n ->
        [one] { $n }~has no number yet
       *[other] { $n }~have no number yet
    }
of-targets =
    { $n ->
        [one] Of { $n }~target, { $list }.
       *[other] Of { $n }~targets, { $list }.
    }

# How the program should work.
stage-resources = What goes in
stage-activities = What is done
stage-outputs = What comes of it
stage-short-term = What should change soon
stage-long-term = What should change in the end
not-measured = not measured

# Quality of the data.
rows-wait = How many rows were read is not said: with an earlier report it would tell of a small group.
sources-gave = { $sources } gave { $rows }.
none-set-aside = None had to be set aside.
some-set-aside =
    { $n ->
        [one] { $n } was set aside, because it did not say what it is about or points to nothing.
       *[other] { $n } were set aside, because they do not say what they are about or point to nothing.
    }
some-replaced = { $n } gave way to a later export of the same row.
some-equal = { $n } said nothing else than a later row.
no-rule-broken = No rule of the data contract was broken.
no-value-missing = No single value had to be treated as missing.
values-missing =
    { $n ->
        [one] { $n }~value could not be used and is treated as missing.
       *[other] { $n }~values could not be used and are treated as missing.
    }
rows-read = Read
rows-kept = Kept
rows-replaced = Replaced
rows-aside = Set aside
rows-left = Left to other sources
rows-equal = Equal to a later row
rows-deleted = Deleted
rows-withdrawn = Without consent
rows-forgotten = Forgotten
source = Source
rows-of-sources = What became of the rows of every source
cost-row = the row is set aside
cost-value = the value is treated as missing
cost-source = the source is refused
cost-nothing = nothing is lost
none-hidden = No result had to be hidden: none rests on fewer than { $least }.
results-hidden = { $n } of { $all } results are hidden to protect privacy, by rule: { $rules }.

# Quotes.
quotes-intro = Quotes were drawn by lot within each theme (seed { $seed }), among people who agreed to be quoted, and only where enough people write about it. What tells who is meant was taken out; somebody at the program read each one before it was printed. Of { $drawn } that were drawn, { $printed } are here.
writer =
    { $sound ->
        [vowel] An
       *[other] A
    } { $role }
writer-mentee = A mentee
writer-mentor = A mentor
writer-edited = { $who }, wording changed by the program

# Foot of the page.
made-from = Made from { $rows } rows of { $files }
made-with = snapshot { $snapshot } · plan { $plan } · Mentorlens { $version } · data contract { $contract }
random-draws = Random draws: { $seeds }.
no-seed = none with a seed of its own; the same input gives the same numbers
seed = seed { $list }
every-number = Every number of this report, and the ones behind it: findings.json, findings.csv and, for the curves, series.json, beside this file.
files-caption = The files that were read, and their SHA-256

# The frame of the page.
page-numbers = The numbers, and how they were computed
cannot-show-lead = What this cannot show.
page-more-on-measure = More on this measure
page-about-measure = About this measure: { $name }
page-more-measures =
    { $n ->
        [one] { $n } more measure
       *[other] { $n } more measures
    }
page-problems = Problems in the data
page-rules = Rules that rows or cells broke
head-rule = Rule
head-where = Where
head-how-often = How often
head-examples = Examples
head-mend = How to mend it
page-skip = Skip to the report
page-contents = Contents
to-look-into = To be looked into
targets-heading = Were the targets reached?
page-targets-caption = Every target, what was reached, and who set it
head-measure = Measure
head-target = Target
head-actual = Actual
head-interval = Interval
head-status = Status
head-set-by = Set by
page-logic = How should it work, and what do we see?
page-no-measure = No measure shows this.
page-how-we-know = How we know
page-quality = How good are the data?
page-wrong = What was wrong, and how to mend it
page-not-measured = Not measured, for want of data: { $n }
page-many-tests = Many tests
page-levels = What each kind of evidence permits to say
page-privacy = Privacy
page-statistics = What the statistics are
page-definitions = Definitions of all measures
page-files = The files that were read
page-print = How each number was computed, and the tables behind the charts, are in the file that this was printed from.
nothing-to-count = nothing to count: needs { $needs }
