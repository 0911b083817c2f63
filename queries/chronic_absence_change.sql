-- id:       chronic_absence_change
-- title:    Chronic absence, before and after
-- question: Did fewer mentees miss a tenth of school or more?
-- family:   academic
-- order:    5
-- detail:   yes
-- rba:      better_off
-- unit:     mentee
-- grain:    one row per person with a value at baseline
-- scale:    1 when at least a tenth of the days enrolled was missed, else 0
-- better:   lower
-- missing:  people without a value at follow-up are kept as missing, counted, and left out of the test
-- needs:    `outcomes` with the measure `attendance` at baseline
-- design:   paired
-- tests:    paired_t, wilcoxon_signed_rank
-- effect:   hedges_g_av
-- values:   share
-- chart:    paired_dots
-- claim:    L2
-- version:  1
-- cite:     chronic absence at each wave, of the same mentees; both records cover the same part of a year
select before.person_id as unit_id, 'chronic absence' as subject, case when before.value is null then null when before.value <= 0.9 then 1.0 else 0.0 end as before, case when after.value is null then null when after.value <= 0.9 then 1.0 else 0.0 end as after
from wave_outcomes as before
join settings on settings.baseline_wave = before.wave
left join wave_outcomes as after
    on after.person_id = before.person_id and after.measure = before.measure and after.wave = settings.followup_wave
where before.measure = 'attendance' and before.value is not null
