### What stands in drawings and under them. Drawings have little room.
chart-nps = net promoter score
chart-lines = Lines: { $intervals }.
chart-filled = Filled: the interval excludes zero.
chart-hollow = Hollow: the interval includes zero.
chart-promised = promised: { $months }
chart-all = All
chart-standardised-change = standardised change, Hedges’ g
chart-change-own-unit = change, each in its own unit
chart-before = before
chart-after = after
chart-after-with-interval = after, with interval
chart-change = change
chart-bands-numbers = Bands, and the numbers under each change: { $intervals }.
chart-top-answers = top answers
chart-likert = Percent of answers, centred on the middle answer; small shares are not labelled.
chart-likert-right = Right: share of the top answers with its { $interval }.
chart-dots-lines = Dots: estimates; lines: { $intervals }.
chart-dots = Dots: estimates, without an interval.
chart-dotted-target = Dotted mark: target, { $value }.
chart-dotted-targets = Dotted marks: targets.
chart-dashed-all = Dashed line: all together.
chart-ended-by-reason = share ended, by reason
chart-months-since-meeting = months since the first meeting
chart-other-reasons = Other reasons ({ $n })
chart-ended-by = Numbers: ended by { $months }, with { $intervals }.
chart-above-meeting = Above the areas: still meeting.
chart-slopes = Numbers: the change with its { $interval }. Grey: no clear change.
chart-standardised = standardised { $what }, Hedges’ g
chart-adjusted-difference = difference at follow-up, adjusted for baseline
chart-difference-in-change = difference in change
chart-difference = difference
chart-higher = { $side } higher
chart-first-week = 1st week
chart-calendar = The month in which each week begins; a full count has no interval.
chart-calendar-dash = A dash: too few to be shown.
chart-bullet = Each row on its own scale. Bars: { $intervals }. Hatched: the interval includes the target, so it is uncertain whether it is met.
chart-estimate = estimate
chart-interval = interval
chart-target = target
chart-target-value = target { $value }
chart-share = share
chart-share-of-matches = share of matches
chart-middle = middle { $value }
chart-average = average { $value }
chart-promised-value = promised { $value }
chart-few-left-out = Bars of too few people are left out.
chart-mentors = mentors
chart-mentees = mentees
chart-gap = gap
chart-dumbbell = Means, and the gap (mentors minus mentees) with its { $interval }; largest gap first.
chart-changed = changed
chart-upright-lines = Upright lines: { $intervals }.
chart-broken = From { $term } on not to be compared with what came before: { $reasons }.
chart-control-limits = Broken level lines: control limits; a term within them differs no more than terms do by chance.
chart-latest-term = Numbers: the latest term.
chart-hidden = Hidden: withheld to protect the privacy of a small group.
chart-more-in-table =
    { $n ->
        [one] { $n }~more is in the table only.
       *[other] { $n }~more are in the table only.
    }
chart-diamond = Diamond and dashed line: all together.
chart-counted-from = Counted from { $counted }.
chart-full-count = A full count: there is no interval.
chart-funnel =
    { $n ->
        [one] Each mark a group: { $n }~group. Lines: all together, and where chance alone leaves 95 and { 99.8 } in 100 groups of a size. Diamonds lie outside of the inner lines.
       *[other] Each mark a group: { $n }~groups. Lines: all together, and where chance alone leaves 95 and { 99.8 } in 100 groups of a size. Diamonds lie outside of the inner lines.
    }
chart-groups-hidden =
    { $n ->
        [one] { $n }~group is hidden to protect privacy.
       *[other] { $n }~groups are hidden to protect privacy.
    }
chart-group-size = size of the group (n)
chart-gap-of = gap: mentor minus mentee
chart-rings = { $counted }; each ring a pair of answers, larger where more gave it. Dashed: limits that hold 95 in 100 gaps.
chart-rare-answers = { $n } with rare answers not drawn, to protect privacy.
chart-in-brackets = In brackets: { $intervals }.
chart-average-of-both = average of both sides
chart-still-meeting = still meeting
chart-share-in-state = share { $state }
chart-the-first-meeting = the first meeting
chart-months-since = months since { $since }
chart-at-months = at { $months }
chart-value-at = { $value } at { $months } ({ $interval })
chart-still-followed = still followed
chart-bands = Bands: { $intervals }. Curves end where fewer than { $least } are followed.
chart-smaller-groups =
    { $n ->
        [one] { $n }~smaller group is in the table only.
       *[other] { $n }~smaller groups are in the table only.
    }
chart-flow = Filled part and percentage: share of the first box. Counts, so no intervals.
chart-did-not-go-on = { $counted } did not go on
chart-everyone-went-on = everyone went on
chart-more-came = { $n } more
chart-themes = Bars: people who name the theme, among all who wrote an answer in which it is looked for; one person may name several.
chart-people-of = { $n } of { $all }

# Counts in a drawing, where they are called otherwise than in a sentence.
chart-counted-response =
    { $n ->
        [one] { $n }~response
       *[other] { $n }~responses
    }
chart-counted-credential =
    { $n ->
        [one] { $n }~credential
       *[other] { $n }~credentials
    }
chart-counted-cost =
    { $n ->
        [one] { $n }~cost
       *[other] { $n }~costs
    }
