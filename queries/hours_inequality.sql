-- id:       hours_inequality
-- title:    How evenly hours are shared out, by {subject}
-- question: Do some matches get most of the time, and does that follow {subject}?
-- family:   equity
-- order:    2
-- detail:   yes
-- rba:      how_well
-- unit:     match
-- grain:    one row per match that was active for 30 days or more, and segment
-- scale:    hours of a match
-- better:   lower
-- missing:  meetings without a length add no hours; matches of fewer than 30 days, or without a level of the segment, are not in the base
-- needs:    `meetings.minutes` and [[segments]] in the plan
-- design:   groups
-- answers:  theil, theil_between
-- segments: none
-- chart:    bars
-- says:     Theil’s index of the hours of matches is {value}; it is 0 when all get the same. How much of it lies between the groups of {subject} stands in the table.
-- claim:    L1
-- version:  1
-- cite:     Theil 1967: T = mean of (y/µ)·ln(y/µ); the part between groups is Σ s·ln(µ of the group/µ), with s the group’s share of all hours
with

hours as (
    select windows.match_id, coalesce(sum(held_meetings.minutes), 0.0) / 60.0 as hours
    from windows
    left join held_meetings
        on held_meetings.match_id = windows.match_id
        and held_meetings.held_day >= windows.from_day
        and held_meetings.held_day < windows.to_day
    where windows.term_id = 'all' and windows.to_day - windows.from_day >= 30
    group by windows.match_id
)

select hours.match_id as unit_id, segments.dimension as subject, segments.level as group_id, hours.hours as value
from hours
cross join (select count(minutes) as n from held_meetings) as logged
join segments on segments.unit = 'match' and segments.unit_id = hours.match_id
where logged.n > 0
