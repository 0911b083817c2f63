-- id:       alignment_and_closure
-- title:    Expectations and how long matches last, {subject}
-- question: Do matches with alike expectations last longer?
-- family:   alignment
-- order:    3
-- detail:   yes
-- rba:      how_well
-- unit:     match
-- grain:    one row per match and pair of scales in which at least one side answered
-- scale:    days since the first meeting, else since the match date
-- better:   higher
-- missing:  matches in which one side did not answer, without a start, or closed on an unknown day are counted and left out
-- needs:    [[alignment]] pairs in the plan, `scores`, and `matches` with a start
-- design:   duration
-- answers:  rmst_difference, log_rank, hazard_ratio
-- planned:  completed
-- at:       365
-- reference: apart
-- chart:    bars
-- says:     Matches with alike expectations of {subject} lasted {size} {less|more} on average in their first year than those whose expectations are more than a point apart.
-- claim:    L1
-- version:  1
-- cite:     associated only: alike is at most one point apart; difference in restricted mean time, log-rank test
select
    spells.match_id as unit_id,
    both_sides.pair as subject,
    spells.days,
    spells.cause,
    case when abs(both_sides.mentor - both_sides.mentee) <= 1 then 'alike' when abs(both_sides.mentor - both_sides.mentee) > 1 then 'apart' end as "group",
    both_sides.mentor as covariate_mentor,
    both_sides.mentee as covariate_mentee
from both_sides
join spells on spells.match_id = both_sides.match_id
