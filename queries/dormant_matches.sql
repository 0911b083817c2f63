-- id:       dormant_matches
-- title:    Dormant matches
-- question: How many open matches have not met for more than 30 days?
-- family:   engagement
-- order:    7
-- rba:      how_well
-- unit:     match
-- grain:    one row per match that is open at the cut-off date
-- scale:    1 when the last meeting, else the start, is more than 30 days before the cut-off, else 0
-- better:   lower
-- missing:  meetings that nobody logged make a match look dormant; matches last heard of before the cut-off are not in the base
-- needs:    `meetings` and open `matches`
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the open matches have no logged meeting within the last 30 days.
-- card:     open matches without a meeting for 30 days
-- claim:    L1
-- version:  1
-- cite:     dormant: open, and no meeting for more than 30 days
select
    spells.match_id as unit_id,
    case when spells.as_of_day - greatest(spells.started_day, coalesce(max(held_meetings.held_day), spells.started_day)) > 30 then 1 else 0 end as value
from spells
cross join (select count(*) as n from held_meetings) as logged
left join held_meetings on held_meetings.match_id = spells.match_id and held_meetings.held_day <= spells.as_of_day
where logged.n > 0 and spells.cause is null and spells.started_day + spells.days = spells.as_of_day
group by spells.match_id, spells.as_of_day, spells.started_day
