-- id:       reliable_change
-- title:    Change beyond error of measurement, {subject}
-- question: How many mentees changed by more in {subject} than the form’s imprecision explains?
-- family:   skill_growth
-- order:    4
-- detail:   yes
-- rba:      better_off
-- unit:     mentee
-- grain:    one row per mentee with a baseline score, per scale whose reliability is known
-- scale:    points on the scale’s own range
-- better:   higher
-- missing:  mentees without a follow-up score are kept as missing, counted, and left out of the shares
-- needs:    a skill scale of mentees with `reliability` in the plan, and `scores` at baseline
-- design:   paired
-- answers:  reliably_improved, reliably_unchanged, reliably_declined
-- chart:    bars
-- says:     {value} of the mentees rose in {subject} by more than the form’s imprecision explains; without any change, 2 or 3 in 100 would.
-- card:     rose by more than the form’s imprecision explains
-- claim:    L2
-- version:  1
-- cite:     Jacobson and Truax 1991, with the standard error of Christensen and Mendoza 1986: a change of more than 1.96·√2·s·√(1 − reliability); s of a reference sample where the plan knows it, else of the baseline
select
    before.person_id as unit_id,
    growing.subject,
    before.score as before,
    after.score as after,
    growing.reliability,
    growing.reference_deviation
from growing_scales as growing
join latest_scores as before on before.instrument = growing.instrument and before.scale = growing.scale
join settings on settings.baseline_wave = before.wave
left join latest_scores as after
    on after.person_id = before.person_id and after.instrument = before.instrument and after.scale = before.scale
    and after.wave = settings.followup_wave
where before.score is not null and growing.reliability is not null
