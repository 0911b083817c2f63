-- id:       goal_progress
-- title:    Goals, level at the start and reached
-- question: How far did goals get from where they started?
-- family:   goals
-- order:    3
-- detail:   yes
-- rba:      better_off
-- unit:     goal
-- grain:    one row per goal with a level at the start
-- scale:    levels from −2, much less than expected, to 2, much more
-- better:   higher
-- missing:  goals without a level reached are kept as missing, counted, and left out of the test
-- needs:    `goals.baseline_level`
-- design:   paired
-- tests:    paired_t, wilcoxon_signed_rank
-- effect:   hedges_g_av
-- about:    the level of goals
-- cluster:  person_id
-- chart:    paired_dots
-- claim:    L2
-- version:  1
-- cite:     goal attainment scaling; goals of one person are not independent of one another
select goal_id as unit_id, person_id, cast(baseline_level as double) as before, cast(attained_level as double) as after
from goals
where baseline_level is not null
