-- id:       representation
-- title:    Reached compared with eligible, {subject}
-- question: Does the program reach all groups of those who are eligible?
-- family:   equity
-- order:    1
-- rba:      how_well
-- unit:     mentee
-- grain:    one row per mentee whose level is known, and group of those who are eligible
-- scale:    share in the program by share among the eligible; 1 is even
-- better:   neither
-- missing:  mentees whose level is unknown are not in the base
-- needs:    [[populations]] in the plan, and `people` with the role `mentee`
-- design:   rate
-- answers:  rate
-- chart:    bars
-- says:     For {subject}, the share in the program is {value} times the share among those who are eligible; 1 is even.
-- card:     times the share among the eligible: {subject}
-- claim:    L0
-- version:  1
-- cite:     representation ratio; the shares of the eligible are taken as known
select
    people.person_id as unit_id,
    populations.dimension || ', ' || populations.level as subject,
    case when segments.level = populations.level then 1.0 else 0.0 end as events,
    populations.share as exposure
from (select distinct person_id from people where role = 'mentee') as people
join segments on segments.unit = 'person' and segments.unit_id = people.person_id
join populations on populations.dimension = segments.dimension
