-- id:       chronic_absence
-- title:    Chronic absence
-- question: How many mentees miss a tenth of school or more?
-- family:   academic
-- order:    3
-- rba:      better_off
-- unit:     mentee
-- grain:    one row per mentee with an attendance record at follow-up
-- scale:    1 when at least a tenth of the days enrolled was missed, for whatever reason, else 0
-- better:   lower
-- missing:  mentees without an attendance rate are counted and left out
-- needs:    `outcomes` with the measure `attendance` at follow-up
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the mentees missed a tenth or more of their school days.
-- card:     mentees missed a tenth of school or more
-- claim:    L1
-- version:  1
-- cite:     chronic absence: absent on 10 % of days enrolled or more, excused or not
select
    wave_outcomes.person_id as unit_id,
    case when wave_outcomes.value is null then null when wave_outcomes.value <= 0.9 then 1 else 0 end as value,
    wave_outcomes.term_id
from wave_outcomes
join settings on settings.followup_wave = wave_outcomes.wave
where wave_outcomes.measure = 'attendance'
