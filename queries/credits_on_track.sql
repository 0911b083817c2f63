-- id:       credits_on_track
-- title:    Credits on track
-- question: How many mentees have earned the credits that are expected by now?
-- family:   academic
-- order:    8
-- rba:      better_off
-- unit:     mentee
-- grain:    one row per mentee with a record of `credits_earned` at follow-up
-- scale:    1 when the credits earned reach those expected to date, else 0
-- better:   higher
-- missing:  mentees without credits earned or expected are counted and left out
-- needs:    `outcomes` with the measures `credits_earned` and `credits_expected` at follow-up
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the mentees have earned at least the credits expected by now.
-- card:     mentees on track with their credits
-- claim:    L1
-- version:  1
-- cite:     credits earned against credits expected to date
select
    earned.person_id as unit_id,
    case when earned.value >= due.value then 1 when earned.value < due.value then 0 end as value,
    earned.term_id
from wave_outcomes as earned
join settings on settings.followup_wave = earned.wave
left join wave_outcomes as due
    on due.person_id = earned.person_id and due.measure = 'credits_expected' and due.wave = earned.wave
where earned.measure = 'credits_earned'
