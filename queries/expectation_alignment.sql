-- id:       expectation_alignment
-- title:    Shared expectations, {subject}
-- question: Do mentor and mentee expect the same of {subject}?
-- family:   alignment
-- order:    1
-- rba:      how_well
-- unit:     match
-- grain:    one row per match and pair of scales in which at least one side answered
-- scale:    points on the shared range
-- better:   neither
-- missing:  matches in which one side did not answer are counted and left out
-- needs:    [[alignment]] pairs in the plan, and `scores`
-- design:   dyad
-- tolerance: 1
-- chart:    dumbbell
-- claim:    L1
-- version:  1
-- cite:     mean gap; ICC(A,1) and ICC(C,1) with McGraw and Wong intervals; equal means are not agreement
select match_id as unit_id, pair as subject, mentor, mentee
from both_sides
