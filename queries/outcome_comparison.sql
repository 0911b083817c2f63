-- id:       outcome_comparison
-- title:    {subject}, compared between groups
-- question: Did {subject} develop differently in the groups?
-- family:   comparison
-- rba:      better_off
-- unit:     person
-- grain:    one row per person in a group, for each outcome and wave after baseline
-- scale:    the outcome's own unit
-- better:   higher
-- missing:  people without a value at one of the two waves are kept as missing, counted, and left out of the comparison; without a later value they count as attrition
-- needs:    `people.arm`, and `outcomes` at baseline and later in two groups
-- design:   comparison
-- chart:    contrast_dots
-- claim:    L5
-- version:  1
-- cite:     difference in differences with CR2 standard errors; analysis of covariance with HC3 standard errors
with

-- Who changed groups stays in the first one: that is the group that was meant.
grouped as (
    select person_id, arm
    from (
        select person_id, arm, row_number() over (partition by person_id order by enrolled_day nulls last, arm) as nth
        from people
        where arm is not null
    ) as ranked
    where nth = 1
),

-- An outcome is compared when it was measured before, and later on in two groups or more.
measured_before as (
    select distinct wave_outcomes.measure
    from wave_outcomes
    join settings on settings.baseline_wave = wave_outcomes.wave
    where wave_outcomes.value is not null
),

compared as (
    select wave_outcomes.measure, wave_outcomes.wave
    from wave_outcomes
    join measured_before on measured_before.measure = wave_outcomes.measure
    join grouped on grouped.person_id = wave_outcomes.person_id
    join settings on settings.baseline_wave <> wave_outcomes.wave
    where wave_outcomes.value is not null
    group by wave_outcomes.measure, wave_outcomes.wave
    having count(distinct grouped.arm) >= 2
)

-- Left joins: who was drawn into a group belongs to it, seen or not.
select
    grouped.person_id as unit_id,
    compared.measure || ' at ' || compared.wave as subject,
    grouped.arm,
    before.value as before,
    after.value as after
from grouped
cross join compared
cross join settings
left join wave_outcomes as before
    on before.person_id = grouped.person_id and before.measure = compared.measure and before.wave = settings.baseline_wave
left join wave_outcomes as after
    on after.person_id = grouped.person_id and after.measure = compared.measure and after.wave = compared.wave
