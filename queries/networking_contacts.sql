-- id:       networking_contacts
-- title:    Networking contacts
-- question: How many new contacts did participants make?
-- family:   career
-- order:    7
-- detail:   yes
-- rba:      how_much
-- unit:     person
-- grain:    one row per person with a record of `networking_contacts` at follow-up
-- scale:    new professional contacts
-- better:   higher
-- missing:  unknown answers are counted and left out
-- needs:    `outcomes` with the measure `networking_contacts` at follow-up
-- design:   one_group
-- answers:  mean, median
-- values:   new contacts
-- chart:    bars
-- says:     Participants made {value} on average.
-- card:     new contacts on average
-- claim:    L1
-- version:  1
-- cite:     contacts as counted by the program
select wave_outcomes.person_id as unit_id, wave_outcomes.value, wave_outcomes.term_id
from wave_outcomes
join settings on settings.followup_wave = wave_outcomes.wave
where wave_outcomes.measure = 'networking_contacts'
