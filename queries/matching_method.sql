-- id:       matching_method
-- title:    Matches by who made them
-- question: Who makes the matches?
-- family:   matching
-- order:    3
-- detail:   yes
-- rba:      how_much
-- unit:     match
-- grain:    one row per match
-- scale:    matches
-- better:   neither
-- missing:  matches of which it is unknown are in the total only
-- needs:    `matches.method`
-- design:   amount
-- chart:    totals
-- claim:    L0
-- version:  1
-- cite:     matches counted by method; declare `matches.method` as a segment to see every measure by it
select match_id as unit_id, method as category, 1.0 as amount, term_id
from matches
cross join (select count(method) as n from matches) as known
where known.n > 0
