-- id:       placement_bounds
-- title:    Placement, {subject}
-- question: Between which ends does the share of the placed lie?
-- family:   career
-- order:    2
-- detail:   yes
-- rba:      better_off
-- unit:     person
-- grain:    one row per person whose placement was to be followed up, and bound
-- scale:    1 when placed, else 0
-- better:   higher
-- missing:  people whose placement is unknown count as not placed in one bound and as placed in the other
-- needs:    `outcomes` with the measure `placement` at follow-up
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the people are in work or training, when {subject}.
-- card:     in work or training
-- claim:    L1
-- version:  1
-- cite:     worst and best case over all who left, known or not
select
    wave_outcomes.person_id as unit_id,
    bounds.subject,
    coalesce(wave_outcomes.value, bounds.unknown) as value
from wave_outcomes
join settings on settings.followup_wave = wave_outcomes.wave
cross join (
    select * from (values
        ('those who are not known count as not placed', 0.0),
        ('those who are not known count as placed', 1.0)
    ) as bound (subject, unknown)
) as bounds
where wave_outcomes.measure = 'placement'
