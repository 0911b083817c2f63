-- id:       referrals
-- title:    Referrals
-- question: How many referrals did participants receive?
-- family:   career
-- order:    8
-- detail:   yes
-- rba:      how_much
-- unit:     person
-- grain:    one row per person with a record of `referrals` at follow-up
-- scale:    referrals to an employer or a service
-- better:   higher
-- missing:  unknown answers are counted and left out
-- needs:    `outcomes` with the measure `referrals` at follow-up
-- design:   one_group
-- answers:  mean, median
-- values:   referrals
-- chart:    bars
-- says:     Participants received {value} on average.
-- card:     referrals on average
-- claim:    L1
-- version:  1
-- cite:     referrals as counted by the program
select wave_outcomes.person_id as unit_id, wave_outcomes.value, wave_outcomes.term_id
from wave_outcomes
join settings on settings.followup_wave = wave_outcomes.wave
where wave_outcomes.measure = 'referrals'
