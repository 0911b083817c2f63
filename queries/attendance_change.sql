-- id:       attendance_change
-- title:    Attendance
-- question: Did mentees' attendance change?
-- family:   academic
-- order:    2
-- rba:      better_off
-- unit:     mentee
-- grain:    one row per mentee with a value at baseline
-- scale:    share of school days attended
-- better:   higher
-- missing:  mentees without a value at follow-up are kept as missing, counted, and left out of the test
-- needs:    `outcomes` with the measure `attendance` at baseline
-- design:   paired
-- tests:    paired_t, wilcoxon_signed_rank
-- effect:   hedges_g_av
-- chart:    paired_dots
-- claim:    L2
-- version:  1
-- cite:     mean change with t interval; Hedges' g_av with Bonett interval
select before.person_id as unit_id, before.measure as subject, before.value as before, after.value as after
from wave_outcomes as before
join settings on settings.baseline_wave = before.wave
left join wave_outcomes as after
    on after.person_id = before.person_id and after.measure = before.measure and after.wave = settings.followup_wave
where before.measure = 'attendance' and before.value is not null
