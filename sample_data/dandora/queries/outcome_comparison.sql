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
-- design:   comparison
-- answers:  adjusted_difference, difference_in_change, baseline_difference, attrition, mean_before, mean_after
-- chart:    contrast_dots
-- claim:    L5
-- version:  1
-- cite:     analysis of covariance, as the trial's authors chose, adjusted for what they adjust for, with HC3 standard errors; difference in differences with CR2 standard errors
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
),

-- The trial's covariates, as they were before the start.
covariates as (
    select
        person_id,
        max(case when attribute = 'log_age' then try_cast(value as double) end) as log_age,
        max(case when attribute = 'secondary' then try_cast(value as double) end) as secondary,
        max(case when attribute = 'sector_0' then try_cast(value as double) end) as sector_0,
        max(case when attribute = 'sector_1' then try_cast(value as double) end) as sector_1,
        max(case when attribute = 'sector_2' then try_cast(value as double) end) as sector_2,
        max(case when attribute = 'sector_3' then try_cast(value as double) end) as sector_3,
        max(case when attribute = 'employees' then try_cast(value as double) end) as employees
    from attributes
    group by person_id
)

-- Left joins: who was drawn into a group belongs to it, seen or not.
select
    grouped.person_id as unit_id,
    compared.measure || ' at ' || compared.wave as subject,
    grouped.arm,
    before.value as before,
    after.value as after,
    covariates.log_age as covariate_log_age,
    covariates.secondary as covariate_secondary,
    covariates.sector_0 as covariate_sector_0,
    covariates.sector_1 as covariate_sector_1,
    covariates.sector_2 as covariate_sector_2,
    covariates.sector_3 as covariate_sector_3,
    covariates.employees as covariate_employees
from grouped
cross join compared
cross join settings
left join wave_outcomes as before
    on before.person_id = grouped.person_id and before.measure = compared.measure and before.wave = settings.baseline_wave
left join wave_outcomes as after
    on after.person_id = grouped.person_id and after.measure = compared.measure and after.wave = compared.wave
left join covariates on covariates.person_id = grouped.person_id
