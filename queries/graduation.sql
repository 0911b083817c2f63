-- id:       graduation
-- title:    Graduation
-- question: How many mentees graduate?
-- family:   academic
-- order:    7
-- rba:      better_off
-- unit:     mentee
-- grain:    one row per mentee with a record of `graduated` at follow-up
-- scale:    1 for yes, 0 for no
-- better:   higher
-- missing:  unknown answers are counted and left out
-- needs:    `outcomes` with the measure `graduated` at follow-up
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the mentees in their last year of whom this is known graduated.
-- card:     mentees graduated
-- claim:    L1
-- version:  1
-- cite:     graduated among those in their last year; a record of `graduated` is only for them
select wave_outcomes.person_id as unit_id, wave_outcomes.value as value, wave_outcomes.term_id
from wave_outcomes
join settings on settings.followup_wave = wave_outcomes.wave
where wave_outcomes.measure = 'graduated'
