-- id:       relationship_at_risk
-- title:    Relationships at risk, {subject}
-- question: How many relationships are at risk?
-- family:   satisfaction
-- order:    7
-- detail:   yes
-- rba:      how_well
-- unit:     person
-- grain:    one row per person and relationship scale with a cut-off, at follow-up
-- scale:    1 when the score lies below the cut-off of the program, else 0
-- better:   lower
-- missing:  forms with too few answered items are counted and left out
-- needs:    a relationship scale with `at_risk_below` in the plan, and `scores` at follow-up
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     On the {subject}, {value} of the people score below the cut-off that the program set.
-- card:     relationships at risk
-- claim:    L1
-- version:  1
-- cite:     share below the program’s own cut-off; no cut-off is known to hold for every program
select
    latest_scores.person_id as unit_id,
    latest_scores.instrument || '.' || latest_scores.scale as subject,
    case when latest_scores.score < kinds.at_risk_below then 1 when latest_scores.score >= kinds.at_risk_below then 0 end as value,
    latest_scores.term_id,
    latest_scores.form
from latest_scores
join settings on settings.followup_wave = latest_scores.wave
join (
    select instrument, scale, max(at_risk_below) as at_risk_below
    from scales
    where kind = 'relationship' and at_risk_below is not null
    group by instrument, scale
) as kinds
    on kinds.instrument = latest_scores.instrument and kinds.scale = latest_scores.scale
