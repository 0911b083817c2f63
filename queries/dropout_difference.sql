-- id:       dropout_difference
-- title:    Who did not answer again, {subject}
-- question: Were those who did not answer again different from the start?
-- family:   quality
-- order:    2
-- detail:   yes
-- rba:      how_well
-- unit:     mentee
-- grain:    one row per mentee with a baseline score, per scale
-- scale:    points at baseline
-- better:   neither
-- missing:  mentees without a baseline score are not in the base
-- needs:    `scores` at baseline
-- design:   groups
-- answers:  difference
-- about:    the average of {subject} at baseline
-- reference: those who did
-- chart:    bars
-- claim:    L1
-- version:  1
-- cite:     difference at baseline between those with and without a follow-up, Hedges' g; above 0.25 the missing matter
select
    before.person_id as unit_id,
    growing.subject,
    case when after.score is null then 'those who did not answer again' else 'those who did' end as group_id,
    before.score as value
from latest_scores as before
join settings on settings.baseline_wave = before.wave
join growing_scales as growing on growing.instrument = before.instrument and growing.scale = before.scale
left join latest_scores as after
    on after.person_id = before.person_id and after.instrument = before.instrument and after.scale = before.scale
    and after.wave = settings.followup_wave
where before.score is not null
