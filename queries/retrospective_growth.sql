-- id:       retrospective_growth
-- title:    Growth as remembered, {subject}
-- question: How do mentees see their {subject} now, compared with what they remember of the start?
-- family:   skill_growth
-- order:    9
-- detail:   yes
-- rba:      better_off
-- unit:     mentee
-- grain:    one row per mentee who looked back, per scale
-- scale:    points on the scale’s own range
-- better:   higher
-- missing:  mentees without a follow-up score are kept as missing, counted, and left out of the test
-- needs:    `retrospective_wave` in the plan’s analysis, and `scores` of that wave
-- design:   paired
-- tests:    paired_t, wilcoxon_signed_rank
-- effect:   hedges_g_av
-- chart:    slopes
-- says:     Looking back, this is how mentees remember the start; memory is not a measurement before the program, and is never pooled with one.
-- claim:    L1
-- version:  1
-- cite:     retrospective pretest, reported apart from true pretests
select before.person_id as unit_id, growing.subject, before.score as before, after.score as after
from latest_scores as before
join settings on settings.retrospective_wave = before.wave
join growing_scales as growing on growing.instrument = before.instrument and growing.scale = before.scale
left join latest_scores as after
    on after.person_id = before.person_id and after.instrument = before.instrument and after.scale = before.scale
    and after.wave = settings.followup_wave
where before.score is not null
