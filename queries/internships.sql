-- id:       internships
-- title:    Internships
-- question: How many had an internship?
-- family:   career
-- order:    3
-- rba:      better_off
-- unit:     person
-- grain:    one row per person with a record of `internship` at follow-up
-- scale:    1 for yes, 0 for no
-- better:   higher
-- missing:  unknown answers are counted and left out
-- needs:    `outcomes` with the measure `internship` at follow-up
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the people of whom this is known had an internship.
-- card:     had an internship
-- claim:    L1
-- version:  1
-- cite:     internship or job-shadowing placement among those asked
select wave_outcomes.person_id as unit_id, wave_outcomes.value as value, wave_outcomes.term_id
from wave_outcomes
join settings on settings.followup_wave = wave_outcomes.wave
where wave_outcomes.measure = 'internship'
