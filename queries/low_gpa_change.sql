-- id:       low_gpa_change
-- title:    Grade point average below 2.0
-- question: Did fewer mentees have an average below 2.0?
-- family:   academic
-- order:    4
-- detail:   yes
-- rba:      better_off
-- unit:     mentee
-- grain:    one row per person with a value at baseline
-- scale:    1 when the average is below 2.0, else 0
-- better:   lower
-- missing:  people without a value at follow-up are kept as missing, counted, and left out of the test
-- needs:    `outcomes` with the measure `gpa` at baseline
-- design:   paired
-- tests:    paired_t, wilcoxon_signed_rank
-- effect:   hedges_g_av
-- values:   share
-- chart:    paired_dots
-- claim:    L2
-- version:  1
-- cite:     share below 2.0 at each wave, of the same mentees
select before.person_id as unit_id, 'a grade point average below 2.0' as subject, case when before.value is null then null when before.value < 2.0 then 1.0 else 0.0 end as before, case when after.value is null then null when after.value < 2.0 then 1.0 else 0.0 end as after
from wave_outcomes as before
join settings on settings.baseline_wave = before.wave
left join wave_outcomes as after
    on after.person_id = before.person_id and after.measure = before.measure and after.wave = settings.followup_wave
where before.measure = 'gpa' and before.value is not null
