-- id:       relationship_quality
-- title:    Quality of the relationship, {subject}
-- question: How good do both sides find the relationship?
-- family:   satisfaction
-- order:    3
-- rba:      how_well
-- unit:     person
-- grain:    one row per person and relationship scale, at follow-up
-- scale:    points on the scale's own range
-- better:   higher
-- missing:  forms with too few answered items are counted and left out
-- needs:    a scale of the kind `relationship`, and `scores` at follow-up
-- design:   one_group
-- answers:  mean
-- chart:    bars
-- says:     On the {subject}, answers average {value}{scale}.
-- card:     average for the relationship
-- claim:    L1
-- version:  1
-- cite:     mean scale score; no universal cut-off exists
select
    latest_scores.person_id as unit_id,
    latest_scores.instrument || '.' || latest_scores.scale as subject,
    latest_scores.score as value,
    latest_scores.term_id,
    latest_scores.form
from latest_scores
join settings on settings.followup_wave = latest_scores.wave
join (select distinct instrument, scale from scales where kind = 'relationship') as kinds
    on kinds.instrument = latest_scores.instrument and kinds.scale = latest_scores.scale
