-- id:       hours_of_a_match
-- title:    Hours a month, match by match
-- question: How much time a month does a typical pair spend together?
-- family:   engagement
-- order:    5
-- detail:   yes
-- rba:      how_much
-- unit:     match
-- grain:    one row per match that was active for 30 days or more
-- scale:    hours per month in which the match was active
-- better:   higher
-- missing:  meetings without a length add no hours; matches of fewer than 30 days are not in the base
-- needs:    `meetings.minutes`
-- design:   one_group
-- answers:  median, mean
-- values:   hours
-- chart:    histogram
-- bins:     1
-- says:     Half of the pairs spend more than {value} a month together, half less.
-- card:     hours a month of a typical pair
-- claim:    L1
-- version:  1
-- cite:     median over matches of hours per match-month; a month has 30.4375 days
select
    windows.match_id as unit_id,
    coalesce(sum(held_meetings.minutes), 0.0) / 60.0 / (max(windows.to_day - windows.from_day) / 30.4375) as value
from windows
cross join (select count(minutes) as n from held_meetings) as logged
left join held_meetings
    on held_meetings.match_id = windows.match_id
    and held_meetings.held_day >= windows.from_day
    and held_meetings.held_day < windows.to_day
where logged.n > 0 and windows.term_id = 'all' and windows.to_day - windows.from_day >= 30
group by windows.match_id
