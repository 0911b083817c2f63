### What is said of a finding. No sentence says more than the claim level of its finding permits.
others-in-table = The others are in the table.
plainly = { $about }: { $amount }.

# One number at one time.
on-scale = , on a scale from { $low } to { $high }
mean-over = { $about }: { $value } on average{ $scale }, over { $of }.
median-of = { $about }: half of { $of } lie above { $value }.
amount-of = { $about }: { $value }, of { $of }.
interval-holds-zero = The interval includes 0, so there may be no difference.
chance-alone = Chance alone may well bring such a difference.
top-box-answered = { $value } of { $the_units } answered { $answers }.
top-box-answered-to = { $value } of { $the_units } answered { $answers } to { $subject }.
top-box-top = { $value } of { $the_units } gave one of the top answers.
top-box-top-to = { $value } of { $the_units } gave one of the top answers to { $subject }.
promised-meetings = They promised { $number } a month.
promised-hours = They promised { $number } hours a month.

# The same people twice.
share-with = the share with { $about }
average-for = the average for { $about }
change-means-among = : { $before } before, { $after } after, among the { $n } with both values
change-means = : { $before } before, { $after } after
change-among = , among the { $n } with both values
change-higher = { $average } was higher at follow-up by { $distance }{ $among }.
change-lower = { $average } was lower at follow-up by { $distance }{ $among }.
change-unclear = { $average } shows no clear change, { $change }{ $among }.
change-differs = { $average } differs between the two times by { $change }{ $among }.
change-among-tests = Among several tests of this kind, chance alone may well bring such a change.
change-short-higher = averages at follow-up were higher than at baseline for { $list }
change-short-lower = averages at follow-up were lower than at baseline for { $list }
change-short-unclear = there is no clear change for { $list }

# Totals by kind.
kind-awarded = { $amount } for { $kind }
kind-counted = { $amount } { $kind }
kinds-left = the rest in { $n } others
awarded = { $amount } { $units } were awarded
in-all = { $about }: { $amount } in all
of-these = { $what }, of these { $list }.
busiest-week = { $what }; the most, { $amount }, in the week from { $date }.

# How long matches last.
still-meeting-after = { $units } still meeting after { $months }
lasting = after { $months }, { $value } { $units } were still meeting{ $interval }
lasting-as-promised = { $text }. After { $months }, the time they promised, it was { $value }{ $interval }
mean-time = Of the first { $of }, { $units } kept meeting for { $value } on average{ $interval }.
half-lasted = Half of { $the_units } lasted { $value } or longer{ $interval }.
more-than-half-meet = More than half of { $the_units } were still meeting when the data end, so a typical length cannot be given yet.
most-frequent-reasons = By { $months }, the most frequent reasons for an end that was not planned were: { $list }.
reasons = By { $months }, the reasons for an end that was not planned were: { $list }.
ended-as-planned = { $value } { $units } had ended as planned by then{ $interval }, which is no failure.

# Mentor and mentee about the same thing.
their-expectations = their expectations
about-plainly = About { $about }: { $amount }.
about-over = About { $about }, over { $of }: { $verdict }.
gap-unclear = About { $about }, the averages of mentors and mentees show no clear difference: { $change }.
gap-higher = About { $about }, mentors’ answers are higher than mentees’ by { $distance } on average.
gap-lower = About { $about }, mentors’ answers are lower than mentees’ by { $distance } on average.
nearest-answers = Mentors’ average is nearest to “{ $mentors }”, mentees’ to “{ $mentees }”.
aligned-same = { $value } matches{ $interval } have answers that are the same.
aligned-one-apart = { $value } matches{ $interval } have answers that are at most 1~point apart.
aligned-apart = { $value } matches{ $interval } have answers that are at most { $points }~points apart.

# Two groups.
about-two = { $about }, { $one } and { $two }
about-against = { $about }, { $one } against { $two }
difference-unclear = { $about } shows no clear difference between { $one } and { $two }: { $change }.
difference-higher = { $about } was higher by { $distance } for { $one } than for { $two }.
difference-lower = { $about } was lower by { $distance } for { $one } than for { $two }.
share-for = the share for { $about }
at-wave = { $about } at { $wave }
arm-people = the { $word }
arm-group = the { $word }
arm-named = the group “{ $word }”
compared-by-chance =
    { $about } was { $way ->
        [higher] higher
       *[lower] lower
    } by { $distance } for { $one } than for { $two }, but among so many comparisons chance alone can bring such a difference.
the-program = the program
being-drawn = being drawn for { $arm }
compared-by-lot =
    { $what } { $way ->
        [higher] raised
       *[lower] lowered
    } { $about } by { $distance }, compared with { $two }.
compared-alike =
    { $about } was { $way ->
        [higher] higher
       *[lower] lower
    } by { $distance } for { $one } than for { $two }, who were alike at the start: evidence consistent with an effect, though no lots were drawn.
compared-otherwise =
    { $about } was { $way ->
        [higher] higher
       *[lower] lower
    } by { $distance } for { $one } than for { $two }; the two groups may differ in other ways, so this says nothing about the reason.
clear-at-each = The difference is clearly { $way ->
        [higher] higher
       *[lower] lower
    } at each of the { $n } times.
clear-at = clearly { $way ->
        [higher] higher
       *[lower] lower
    } at { $list }
times-none-stays-clear = At none of the { $n } times does a difference stay clear among so many comparisons.
times-none-clear = At none of the { $n } times is there a clear difference.
times-some-stay-clear = Over the { $n } times it was { $list }. At the others, no difference stays clear among so many comparisons.
times-some-clear = Over the { $n } times it was { $list }. At the others, there is no clear difference.

# Targets.
target-met = The target of { $wanted } is met.
target-not-met = The target of { $wanted } is not met.
target-uncertain = It is uncertain whether the target of { $wanted } is met: the interval includes it.

# Steps of participants.
step-referred-or-applied = were referred or applied
step-eligible = were eligible
step-enrolled = enrolled
step-matched = were matched with a mentor
step-met-at-least-once = met at least once
step-answered-at-baseline = answered at baseline
step-answered-at-baseline-and-follow-up = answered both at baseline and at follow-up
reached-step = reached “{ $step }”
all-did = all { $did }
steps-taken = { $counted } { $begun }. Of these, { $list }.
