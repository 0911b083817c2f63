-- id:       meetings_held
-- title:    Meetings that took place
-- question: How many of the planned meetings take place?
-- family:   engagement
-- order:    9
-- detail:   yes
-- rba:      how_well
-- unit:     match
-- grain:    one row per match with a meeting whose status is known
-- scale:    share of the meetings of a match
-- better:   higher
-- missing:  meetings without a status are left out: many exports log only what was held
-- needs:    `meetings.status`
-- design:   rate
-- answers:  rate
-- values:   share
-- chart:    bars
-- says:     {value} of the meetings that were planned took place; the others were cancelled or missed.
-- card:     planned meetings took place
-- claim:    L0
-- version:  1
-- cite:     meetings held among those held, cancelled or missed
select
    match_id as unit_id,
    cast(sum(case when status = 'held' then 1 else 0 end) as double) as events,
    cast(count(*) as double) as exposure
from meetings
where status <> 'planned'
group by match_id
