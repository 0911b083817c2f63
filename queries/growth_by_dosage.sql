-- id:       growth_by_dosage
-- title:    Growth and meetings, {subject}
-- question: Did mentees who met more often change more?
-- family:   engagement
-- order:    12
-- detail:   yes
-- rba:      better_off
-- unit:     mentee
-- grain:    one row per mentee with a baseline score, per scale
-- scale:    points of change on the scale’s own range
-- better:   neither
-- missing:  mentees without a follow-up score or without a whole month of a match are counted and left out
-- needs:    `meetings`, meetings promised a month, and `scores` at both waves
-- design:   groups
-- answers:  difference, mean
-- about:    the change in {subject}
-- reference: those who met less often
-- chart:    bars
-- claim:    L2
-- version:  1
-- cite:     dose and outcome, associated only: pairs that get on well meet more often, so that the reason may be the other way round
with

dosage as (
    select
        matches.mentee_id,
        cast(sum(tracked_months.meetings) as double) / count(*) as meetings_a_month,
        max(tracked_months.promised_meetings) as promised
    from tracked_months
    join matches on matches.match_id = tracked_months.match_id
    where tracked_months.promised_meetings is not null
    group by matches.mentee_id
)

select
    before.person_id as unit_id,
    growing.subject,
    case when dosage.meetings_a_month >= dosage.promised then 'those who met as often as promised' when dosage.meetings_a_month < dosage.promised then 'those who met less often' end as group_id,
    after.score - before.score as value
from latest_scores as before
join settings on settings.baseline_wave = before.wave
join growing_scales as growing on growing.instrument = before.instrument and growing.scale = before.scale
left join latest_scores as after
    on after.person_id = before.person_id and after.instrument = before.instrument and after.scale = before.scale
    and after.wave = settings.followup_wave
left join dosage on dosage.mentee_id = before.person_id
cross join (select count(*) as n from dosage) as known
where before.score is not null and known.n > 0
