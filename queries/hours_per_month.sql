-- id:       hours_per_month
-- title:    Hours together per month
-- question: How much time do pairs spend together?
-- family:   engagement
-- order:    2
-- rba:      how_much
-- unit:     match
-- grain:    one row per match, overall and in each term
-- scale:    hours per month in which a match was active
-- better:   higher
-- missing:  meetings without a length add no hours, so that the true rate can be higher
-- needs:    `meetings.minutes`, and `matches` with a start
-- design:   rate
-- answers:  rate
-- terms:    apart
-- chart:    trend
-- says:     Pairs spent {value} hours together in each month that their match was active, on average over all of them.
-- card:     hours together a month of an active match
-- claim:    L0
-- version:  1
-- cite:     hours per match-month; a month has 30.4375 days
select
    windows.match_id as unit_id,
    windows.term_id,
    coalesce(sum(held_meetings.minutes), 0.0) / 60.0 as events,
    max(windows.to_day - windows.from_day) / 30.4375 as exposure
from windows
cross join (select count(minutes) as n from held_meetings) as logged
left join held_meetings
    on held_meetings.match_id = windows.match_id
    and held_meetings.held_day >= windows.from_day
    and held_meetings.held_day < windows.to_day
where logged.n > 0
group by windows.match_id, windows.term_id
