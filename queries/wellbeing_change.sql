-- id:       wellbeing_change
-- title:    Behaviour and wellbeing, {subject}
-- question: Did {subject} change?
-- family:   wellbeing
-- order:    1
-- rba:      better_off
-- unit:     mentee
-- grain:    one row per person with a value at baseline
-- scale:    the outcome’s own unit
-- better:   higher
-- missing:  people without a value at follow-up are kept as missing, counted, and left out of the test
-- needs:    `outcomes` of the domain `behaviour` or `wellbeing` at baseline, and people who are not in groups of an evaluation: those are compared
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
where before.measure in (select measure from outcomes where domain in ('behaviour', 'wellbeing'))
    and (select count(distinct arm) from people) < 2 and before.value is not null
