-- id:       discipline
-- title:    Discipline, {subject}
-- question: How often are mentees referred or suspended?
-- family:   academic
-- order:    9
-- rba:      better_off
-- unit:     mentee
-- grain:    one row per mentee and kind of incident, with the days enrolled
-- scale:    incidents per 100 days enrolled
-- better:   lower
-- missing:  mentees without a count or without days enrolled are left out
-- needs:    `outcomes` with the measures `discipline_referrals` or `suspensions`, and `days_enrolled`, at follow-up
-- design:   rate
-- answers:  rate
-- chart:    bars
-- says:     There were {value} {subject} per 100 days enrolled.
-- card:     {subject} per 100 days enrolled
-- claim:    L1
-- version:  1
-- cite:     incidents per 100 days enrolled, mentees may differ
select
    happened.person_id as unit_id,
    happened.measure as subject,
    happened.value as events,
    enrolled.value / 100.0 as exposure
from wave_outcomes as happened
join settings on settings.followup_wave = happened.wave
join wave_outcomes as enrolled
    on enrolled.person_id = happened.person_id and enrolled.measure = 'days_enrolled' and enrolled.wave = happened.wave
where happened.measure in ('discipline_referrals', 'suspensions')
