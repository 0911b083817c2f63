-- id:       mentor_caseload
-- title:    Mentees of a mentor
-- question: How many mentees does a mentor have?
-- family:   mentors
-- order:    4
-- detail:   yes
-- rba:      how_much
-- unit:     mentor
-- grain:    one row per mentor with an open match
-- scale:    open matches
-- better:   neither
-- missing:  matches without a start or closed on an unknown day are not counted
-- needs:    open `matches` with a mentor
-- design:   one_group
-- answers:  mean, median
-- values:   open matches
-- chart:    bars
-- says:     Mentors with an open match have {value} on average.
-- card:     open matches of a mentor
-- claim:    L1
-- version:  1
-- cite:     open matches at the cut-off, over mentors with one or more
select mentor_id as unit_id, cast(count(*) as double) as value
from spells
where mentor_id is not null and cause is null and days is not null and started_day <= as_of_day
group by mentor_id
