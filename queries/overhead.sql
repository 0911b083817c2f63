-- id:       overhead
-- title:    Overhead
-- question: How much of the costs is overhead?
-- family:   cost
-- order:    3
-- detail:   yes
-- rba:      how_much
-- unit:     cost
-- grain:    one row per cost line in money
-- scale:    share of the costs in money
-- better:   neither
-- missing:  cost lines without an amount add nothing
-- needs:    `costs` with the category `overhead`
-- design:   ratio
-- values:   share
-- chart:    bars
-- says:     {value} of the costs in money are overhead.
-- card:     of the costs are overhead
-- claim:    L0
-- version:  1
-- cite:     cost lines of the category overhead among all in money
select row_number() over (order by period, category, amount) as unit_id, case when category = 'overhead' then amount end as amount, amount as units
from costs
cross join (select count(*) as n from costs where category = 'overhead') as known
where known.n > 0 and not coalesce(in_kind, false)
