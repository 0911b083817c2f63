-- id:       job_promotion
-- title:    Promotion at work
-- question: How many were promoted at work?
-- family:   career
-- order:    4
-- detail:   yes
-- rba:      better_off
-- unit:     person
-- grain:    one row per person with a record of `promotion` at follow-up
-- scale:    1 for yes, 0 for no
-- better:   higher
-- missing:  unknown answers are counted and left out
-- needs:    `outcomes` with the measure `promotion` at follow-up
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the people of whom this is known were promoted.
-- card:     were promoted
-- claim:    L1
-- version:  1
-- cite:     promoted within the period among those followed up; who joins mentoring may differ from who does not
select wave_outcomes.person_id as unit_id, wave_outcomes.value as value, wave_outcomes.term_id
from wave_outcomes
join settings on settings.followup_wave = wave_outcomes.wave
where wave_outcomes.measure = 'promotion'
