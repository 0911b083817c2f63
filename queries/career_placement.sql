-- id:       career_placement
-- title:    Placement in work or training
-- question: How many found work or training?
-- family:   career
-- order:    1
-- rba:      better_off
-- unit:     person
-- grain:    one row per person whose placement was followed up
-- scale:    1 when placed, else 0
-- better:   higher
-- missing:  people whose placement is unknown are counted and left out
-- needs:    `outcomes` with the measure `placement` at follow-up
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of those whose situation is known are in work or training.
-- card:     in work or training
-- claim:    L1
-- version:  1
-- cite:     placed among those whose placement is known
select wave_outcomes.person_id as unit_id, wave_outcomes.value, wave_outcomes.term_id
from wave_outcomes
join settings on settings.followup_wave = wave_outcomes.wave
where wave_outcomes.measure = 'placement'
