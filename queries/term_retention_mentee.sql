-- id:       term_retention_mentee
-- title:    Mentees who came back in the next term
-- question: How many mentees are in a match in the next term, too?
-- family:   retention
-- order:    7
-- detail:   yes
-- rba:      how_well
-- unit:     mentee
-- grain:    one row per mentee active in a term, named after the next term; overall, the latest two terms
-- scale:    1 when still, or again, active in the next term, else 0
-- better:   higher
-- missing:  mentees without a start, or closed on an unknown day, are not in the base; whoever ended as planned is not either
-- needs:    `terms` and `matches` with a start
-- design:   one_group
-- answers:  share
-- terms:    apart
-- chart:    bars
-- says:     {value} of the mentees of the term before were in a match in the latest term, too; planned ends are not in the base.
-- card:     mentees were there in the latest term, too
-- claim:    L1
-- version:  1
-- cite:     active in both terms, of those active in the first whose end was not planned
select id as unit_id, term_id, is_there as value from term_steps where kind = 'mentee' and was_there = 1
union all
select id as unit_id, 'all' as term_id, is_there as value from term_steps where kind = 'mentee' and was_there = 1 and is_latest = 1
