-- id:       mentor_growth
-- title:    Skills of mentors, {subject}
-- question: Did mentors’ {subject} change between baseline and follow-up?
-- family:   mentors
-- order:    1
-- rba:      better_off
-- unit:     mentor
-- grain:    one row per mentor with a baseline score, per scale
-- scale:    points on the scale’s own range
-- better:   higher
-- missing:  mentors without a follow-up score are kept as missing, counted, and left out of the test
-- needs:    a scale of the kind `skill` of mentors, with `scores` at baseline
-- design:   paired
-- tests:    paired_t, wilcoxon_signed_rank
-- effect:   hedges_g_av
-- chart:    slopes
-- claim:    L2
-- version:  1
-- cite:     mean change with t interval; Hedges' g_av with Bonett interval
with

growing as (
    select instrument, scale, case when count(*) over (partition by scale) > 1 then instrument || '.' || scale else scale end as subject
    from (select distinct instrument, scale from scales where kind = 'skill' and role = 'mentor') as growing_scales
)

select before.person_id as unit_id, growing.subject, before.score as before, after.score as after
from latest_scores as before
join settings on settings.baseline_wave = before.wave
join growing on growing.instrument = before.instrument and growing.scale = before.scale
left join latest_scores as after
    on after.person_id = before.person_id and after.instrument = before.instrument and after.scale = before.scale
    and after.wave = settings.followup_wave
where before.score is not null
