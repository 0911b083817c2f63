-- id:       growth_comparison
-- title:    Skills, {subject}, compared between groups
-- question: Did {subject} develop differently in the groups?
-- family:   comparison
-- order:    2
-- rba:      better_off
-- unit:     person
-- grain:    one row per person in a group, for each scale that two groups answered twice
-- scale:    points on the scale’s own range
-- better:   higher
-- missing:  people without a score at one of the two waves are kept as missing, counted, and left out of the comparison
-- needs:    `people.arm` and `scores` of both waves in two groups
-- design:   comparison
-- chart:    contrast_dots
-- claim:    L5
-- version:  1
-- cite:     difference in differences with CR2 standard errors; analysis of covariance with HC3 standard errors
with

grouped as (
    select person_id, arm
    from (
        select person_id, arm, row_number() over (partition by person_id order by enrolled_day nulls last, arm) as nth
        from people
        where arm is not null
    ) as ranked
    where nth = 1
),

growing as (select distinct instrument, scale from scales where kind = 'skill'),

-- A scale is compared when two groups or more answered before and after.
compared as (
    select growing.instrument, growing.scale
    from growing
    join latest_scores as before on before.instrument = growing.instrument and before.scale = growing.scale
    join settings on settings.baseline_wave = before.wave
    join latest_scores as after
        on after.person_id = before.person_id and after.instrument = before.instrument and after.scale = before.scale
        and after.wave = settings.followup_wave
    join grouped on grouped.person_id = before.person_id
    where before.score is not null and after.score is not null
    group by growing.instrument, growing.scale
    having count(distinct grouped.arm) >= 2
),

-- Each under the name of its own, or with its form's where two forms have one of that name.
named as (
    select
        instrument, scale,
        case when count(*) over (partition by scale) > 1 then instrument || '.' || scale else scale end as subject
    from compared
)

select
    grouped.person_id as unit_id,
    named.subject || ' at ' || settings.followup_wave as subject,
    grouped.arm,
    before.score as before,
    after.score as after
from grouped
cross join named
cross join settings
left join latest_scores as before
    on before.person_id = grouped.person_id and before.instrument = named.instrument and before.scale = named.scale
    and before.wave = settings.baseline_wave
left join latest_scores as after
    on after.person_id = grouped.person_id and after.instrument = named.instrument and after.scale = named.scale
    and after.wave = settings.followup_wave
