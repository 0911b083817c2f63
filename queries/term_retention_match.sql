-- id:       term_retention_match
-- title:    Matches that went on into the next term
-- question: How many matches go on from one term into the next?
-- family:   retention
-- order:    6
-- detail:   yes
-- rba:      how_well
-- unit:     match
-- grain:    one row per match active in a term, named after the next term; overall, the latest two terms
-- scale:    1 when still, or again, active in the next term, else 0
-- better:   higher
-- missing:  matches without a start, or closed on an unknown day, are not in the base; whoever ended as planned is not either
-- needs:    `terms` and `matches` with a start
-- design:   one_group
-- answers:  share
-- terms:    apart
-- chart:    bars
-- says:     {value} of the matches of the term before went on into the latest term; planned ends are not in the base.
-- card:     matches went on into the latest term
-- claim:    L1
-- version:  1
-- cite:     active in both terms, of those active in the first whose end was not planned
select id as unit_id, term_id, is_there as value from term_steps where kind = 'match' and was_there = 1
union all
select id as unit_id, 'all' as term_id, is_there as value from term_steps where kind = 'match' and was_there = 1 and is_latest = 1
