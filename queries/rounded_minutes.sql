-- id:       rounded_minutes
-- title:    Lengths that are rounded
-- question: How many lengths of meetings are round numbers?
-- family:   quality
-- order:    6
-- detail:   yes
-- rba:      how_well
-- unit:     meeting
-- grain:    one row per meeting that was held
-- scale:    1 when the minutes are a multiple of 30, else 0
-- better:   neither
-- missing:  meetings without a length are counted and left out
-- needs:    `meetings.minutes`
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the lengths are whole or half hours: they were estimated rather than timed.
-- card:     lengths that are whole or half hours
-- claim:    L0
-- version:  1
-- cite:     heaping of reported lengths at round numbers
select
    meeting_id as unit_id, match_id,
    case when minutes = 30.0 * floor(minutes / 30.0) then 1 when minutes is not null then 0 end as value,
    term_id
from held_meetings
cross join (select count(minutes) as n from held_meetings) as known
where known.n > 0
