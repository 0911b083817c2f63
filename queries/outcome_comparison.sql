-- id:       outcome_comparison
-- title:    {subject}, compared between groups
-- question: Did {subject} develop differently in the groups?
-- family:   comparison
-- rba:      better_off
-- unit:     person
-- grain:    one row per person in a group and outcome, at each wave after baseline
-- scale:    the outcome's own unit
-- better:   higher
-- missing:  people without a value at the later wave are kept as missing, counted as attrition, and left out of the comparison
-- design:   comparison
-- chart:    contrast_dots
-- claim:    L5
-- version:  1
-- cite:     difference in differences with CR2 standard errors; analysis of covariance with HC3 standard errors
with

grouped as (select person_id, arm from people where arm is not null),

-- An outcome is compared when it was measured in two groups or more.
compared as (
    select wave_outcomes.measure, wave_outcomes.wave
    from wave_outcomes
    join grouped on grouped.person_id = wave_outcomes.person_id
    join settings on settings.baseline_wave <> wave_outcomes.wave
    where wave_outcomes.value is not null
    group by wave_outcomes.measure, wave_outcomes.wave
    having count(distinct grouped.arm) >= 2
)

select
    grouped.person_id as unit_id,
    compared.measure || ' at ' || compared.wave as subject,
    grouped.arm,
    before.value as before,
    after.value as after
from grouped
cross join compared
cross join settings
join wave_outcomes as before
    on before.person_id = grouped.person_id and before.measure = compared.measure and before.wave = settings.baseline_wave
left join wave_outcomes as after
    on after.person_id = grouped.person_id and after.measure = compared.measure and after.wave = compared.wave
