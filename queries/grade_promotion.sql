-- id:       grade_promotion
-- title:    Promoted to the next grade
-- question: How many mentees go up to the next grade?
-- family:   academic
-- order:    6
-- rba:      better_off
-- unit:     mentee
-- grain:    one row per mentee with a record of `promoted` at follow-up
-- scale:    1 for yes, 0 for no
-- better:   higher
-- missing:  unknown answers are counted and left out
-- needs:    `outcomes` with the measure `promoted` at follow-up
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the mentees of whom this is known go up to the next grade.
-- card:     mentees go up a grade
-- claim:    L1
-- version:  1
-- cite:     promoted among those enrolled at the end of the year
select wave_outcomes.person_id as unit_id, wave_outcomes.value as value, wave_outcomes.term_id
from wave_outcomes
join settings on settings.followup_wave = wave_outcomes.wave
where wave_outcomes.measure = 'promoted'
