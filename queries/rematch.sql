-- id:       rematch
-- title:    Matched again
-- question: How many mentees whose match ended early are matched again within three months?
-- family:   retention
-- order:    5
-- detail:   yes
-- rba:      how_well
-- unit:     mentee
-- grain:    one row per mentee whose first unplanned closure is 90 days or more before the cut-off date, and who was in no other match
-- scale:    1 when a new match was made within 90 days of the closure, else 0
-- better:   higher
-- missing:  closures on an unknown day are not in the base
-- needs:    `matches` that ended other than planned
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the mentees whose match ended other than planned were matched again within three months.
-- card:     mentees matched again within three months
-- claim:    L1
-- version:  1
-- cite:     a second match is a new match of the same person
with

closed as (
    select mentee_id, match_id, started_day + days as closed_day, as_of_day
    from spells
    where cause is not null and cause <> 'completed' and days is not null
),

first_closed as (
    select mentee_id, closed_day, as_of_day
    from (select mentee_id, closed_day, as_of_day, row_number() over (partition by mentee_id order by closed_day) as nth from closed) as ranked
    where nth = 1 and closed_day + 90 <= as_of_day
),

-- Who is in another match on that day needs no new one.
others as (
    select first_closed.mentee_id
    from first_closed
    join spells on spells.mentee_id = first_closed.mentee_id
    where spells.started_day <= first_closed.closed_day and spells.started_day + spells.days > first_closed.closed_day
    group by first_closed.mentee_id
)

select
    first_closed.mentee_id as unit_id,
    max(case when matches.match_id is null then 0 else 1 end) as value
from first_closed
left join others on others.mentee_id = first_closed.mentee_id
left join matches
    on matches.mentee_id = first_closed.mentee_id
    and coalesce(matches.matched_day, matches.first_met_day) >= first_closed.closed_day
    and coalesce(matches.matched_day, matches.first_met_day) <= first_closed.closed_day + 90
where others.mentee_id is null
group by first_closed.mentee_id
