-- id:       wage_change
-- title:    Wages
-- question: Did wages change?
-- family:   career
-- order:    9
-- rba:      better_off
-- unit:     person
-- grain:    one row per person with a value at baseline
-- scale:    wage in the currency of the program
-- better:   higher
-- missing:  people without a value at follow-up are kept as missing, counted, and left out of the test
-- needs:    `outcomes` with the measure `wage` at baseline
-- design:   paired
-- tests:    wilcoxon_signed_rank, paired_t
-- effect:   hedges_g_av
-- chart:    paired_dots
-- claim:    L2
-- version:  1
-- cite:     typical change (Hodges and Lehmann) with signed-rank test; wages at both times in prices of one year
select before.person_id as unit_id, before.measure as subject, before.value as before, after.value as after
from wave_outcomes as before
join settings on settings.baseline_wave = before.wave
left join wave_outcomes as after
    on after.person_id = before.person_id and after.measure = before.measure and after.wave = settings.followup_wave
where before.measure = 'wage' and before.value is not null
