-- id:       skill_growth
-- title:    Skill growth, {subject}
-- question: Did mentees' {subject} change between baseline and follow-up?
-- family:   skill_growth
-- rba:      better_off
-- unit:     mentee
-- grain:    one row per mentee with a baseline score, per scale
-- scale:    points on the scale's own range
-- better:   higher
-- missing:  mentees without a follow-up score are kept as missing, counted, and left out of the test
-- needs:    a scale of the kind `skill` of mentees, and `scores` at baseline
-- design:   paired
-- tests:    paired_t, wilcoxon_signed_rank
-- effect:   hedges_g_av
-- cluster:  mentor_id
-- chart:    paired_dots
-- claim:    L2
-- version:  1
-- cite:     mean change with t interval; Hedges' g_av with Bonett interval
with

before as (
    select latest_scores.person_id, latest_scores.instrument, latest_scores.scale, growing.subject, latest_scores.score
    from latest_scores
    join settings on settings.baseline_wave = latest_scores.wave
    join growing_scales as growing on growing.instrument = latest_scores.instrument and growing.scale = latest_scores.scale
    where latest_scores.score is not null
),

after as (
    select latest_scores.person_id, latest_scores.instrument, latest_scores.scale, latest_scores.score
    from latest_scores
    join settings on settings.followup_wave = latest_scores.wave
)

-- Left joins, so that a mentee who left the program is counted and not forgotten.
select
    before.person_id as unit_id,
    before.subject,
    before.score as before,
    after.score as after,
    mentor.mentor_id
from before
left join after
    on after.person_id = before.person_id and after.instrument = before.instrument and after.scale = before.scale
left join first_mentors as mentor on mentor.mentee_id = before.person_id
