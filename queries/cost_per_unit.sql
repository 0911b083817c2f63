-- id:       cost_per_unit
-- title:    Cost of one unit, {subject}
-- question: What does one {subject} cost?
-- family:   cost
-- order:    2
-- rba:      how_much
-- unit:     match
-- grain:    one row per cost line in money, and one per person or match that it is spread over
-- scale:    currency of the program, for one
-- better:   lower
-- missing:  cost lines without an amount add nothing; what was given in kind is left out
-- needs:    `costs`, and `people`, `matches` or `meetings`
-- design:   ratio
-- chart:    bars
-- says:     One {subject} cost {value} in the currency of the program.
-- card:     cost of one {subject}
-- claim:    L0
-- version:  1
-- cite:     all costs in money by what they were spent on; no claim about what an outcome costs
with

hours as (
    select match_id, sum(minutes) / 60.0 as units from held_meetings where minutes is not null group by match_id
),

bases as (
    select 'mentee enrolled' as subject, person_id as unit_id, 1.0 as units from people where role = 'mentee'
    union all
    select 'match' as subject, match_id as unit_id, 1.0 as units from matches
    union all
    select 'month of a match' as subject, match_id as unit_id, (days + 1) / 30.4375 as units from spells where days >= 0
    union all
    select 'match that kept its promise' as subject, match_id as unit_id, 1.0 as units
    from spells
    where days >= committed_days or cause = 'completed'
    union all
    select 'hour together' as subject, match_id as unit_id, units from hours
),

lines as (
    select amount, cast(row_number() over (order by period, category, in_kind, amount) as bigint) as unit_id
    from costs
    where not coalesce(in_kind, false)
)

select unit_id, subject, cast(null as double) as amount, units
from bases
cross join (select count(amount) as n from lines) as known
where known.n > 0
union all
select -lines.unit_id as unit_id, subjects.subject, lines.amount, cast(null as double) as units
from lines
cross join (select distinct subject from bases) as subjects
