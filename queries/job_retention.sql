-- id:       job_retention
-- title:    Still with the employer
-- question: How many are still with their employer?
-- family:   career
-- order:    5
-- rba:      better_off
-- unit:     person
-- grain:    one row per person with a record of `retained` at follow-up
-- scale:    1 for yes, 0 for no
-- better:   higher
-- missing:  unknown answers are counted and left out
-- needs:    `outcomes` with the measure `retained` at follow-up
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the people of whom this is known are still with their employer.
-- card:     still with their employer
-- claim:    L1
-- version:  1
-- cite:     employed at the cut-off among participants followed up
select wave_outcomes.person_id as unit_id, wave_outcomes.value as value, wave_outcomes.term_id
from wave_outcomes
join settings on settings.followup_wave = wave_outcomes.wave
where wave_outcomes.measure = 'retained'
