-- id:       growth_unflagged
-- title:    Skill growth without doubtful forms, {subject}
-- question: Does the change of {subject} hold without forms that were filled in carelessly?
-- family:   quality
-- order:    10
-- detail:   yes
-- rba:      how_well
-- unit:     mentee
-- grain:    one row per mentee with a baseline score and no doubtful form, per scale, where there is a doubtful form
-- scale:    points on the scale's own range
-- better:   higher
-- missing:  mentees without a follow-up score are kept as missing, counted, and left out of the test
-- needs:    a form with the same answer to every question, or one that was filled in very fast
-- design:   paired
-- tests:    paired_t, wilcoxon_signed_rank
-- effect:   hedges_g_av
-- cluster:  mentor_id
-- chart:    paired_dots
-- claim:    L2
-- version:  1
-- cite:     sensitivity analysis beside skill_growth, which counts every form
with

doubtful as (select distinct person_id, instrument from flagged_forms where same_answer = 1 or too_fast = 1)

select before.person_id as unit_id, growing.subject, before.score as before, after.score as after, mentor.mentor_id
from latest_scores as before
join settings on settings.baseline_wave = before.wave
join growing_scales as growing on growing.instrument = before.instrument and growing.scale = before.scale
left join doubtful on doubtful.person_id = before.person_id and doubtful.instrument = before.instrument
left join latest_scores as after
    on after.person_id = before.person_id and after.instrument = before.instrument and after.scale = before.scale
    and after.wave = settings.followup_wave
left join first_mentors as mentor on mentor.mentee_id = before.person_id
where before.score is not null and doubtful.person_id is null
    and before.instrument in (select instrument from doubtful)
