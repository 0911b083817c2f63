-- id:       unlinked_difference
-- title:    Were those who could not be linked different, {subject}
-- question: Were those who could not be linked different from the start?
-- family:   quality
-- order:    1
-- detail:   yes
-- rba:      how_well
-- unit:     response
-- grain:    one row per person with a baseline score, per scale, where at least one of them is not in `people`
-- scale:    points at baseline
-- better:   neither
-- missing:  persons without a baseline score are not in the base
-- needs:    `scores` at baseline of somebody who is not in `people`
-- design:   groups
-- answers:  difference
-- about:    the average of {subject} at baseline
-- reference: those on the roster
-- chart:    bars
-- claim:    L1
-- version:  1
-- cite:     difference at baseline between those linked and not, Hedges' g; above 0.25 the unlinked matter
with

before as (
    select latest_scores.person_id, latest_scores.instrument, latest_scores.scale, latest_scores.score, members.person_id as member
    from latest_scores
    join settings on settings.baseline_wave = latest_scores.wave
    left join (select distinct person_id from people) as members on members.person_id = latest_scores.person_id
    where latest_scores.score is not null
),

-- Where everybody is linked, or nobody is on a roster, there is nothing to compare.
mixed as (
    select instrument, scale
    from before
    group by instrument, scale
    having count(member) > 0 and count(member) < count(*)
)

select
    before.person_id as unit_id,
    before.instrument || '.' || before.scale as subject,
    case when before.member is null then 'those who could not be linked' else 'those on the roster' end as group_id,
    before.score as value
from before
join mixed on mixed.instrument = before.instrument and mixed.scale = before.scale
