-- id:       longest_gap
-- title:    Longest time without a meeting
-- question: How long do pairs go without a meeting?
-- family:   engagement
-- order:    6
-- detail:   yes
-- rba:      how_well
-- unit:     match
-- grain:    one row per match
-- scale:    days of the longest gap between the start, the meetings, and the last day seen
-- better:   lower
-- missing:  matches without a start, or closed on an unknown day, are not in the base; meetings that nobody logged make a gap look longer than it was
-- needs:    `meetings`
-- design:   one_group
-- answers:  median, mean
-- values:   days
-- chart:    bars
-- says:     In a typical match, the longest time without a meeting is {value}.
-- card:     days, longest time without a meeting in a typical match
-- claim:    L1
-- version:  1
-- cite:     longest gap between meetings, median over matches
with

-- The start and the last day seen stand beside the meetings: a match that never met has one gap, its whole length.
days as (
    select match_id, started_day as day from spells where days >= 0
    union all
    select match_id, started_day + days as day from spells where days >= 0
    union all
    select held_meetings.match_id, held_meetings.held_day as day
    from held_meetings
    join spells on spells.match_id = held_meetings.match_id
    where spells.days >= 0 and held_meetings.held_day >= spells.started_day and held_meetings.held_day <= spells.started_day + spells.days
),

gaps as (select match_id, day - lag(day) over (partition by match_id order by day) as gap from days)

select gaps.match_id as unit_id, max(gaps.gap) as value
from gaps
cross join (select count(*) as n from held_meetings) as logged
where logged.n > 0 and gaps.gap is not null
group by gaps.match_id
