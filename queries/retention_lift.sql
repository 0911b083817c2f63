-- id:       retention_lift
-- title:    Still with the employer, compared
-- question: Do participants stay with their employer more often than others?
-- family:   career
-- order:    6
-- rba:      better_off
-- unit:     person
-- grain:    one row per person in a group with a record of `retained` at follow-up
-- scale:    1 when still employed, else 0
-- better:   higher
-- missing:  unknown answers are counted and left out
-- needs:    `outcomes` with the measure `retained` at follow-up, and `people.arm`
-- design:   groups
-- answers:  risk_difference, mean
-- about:    the share who stay with their employer
-- chart:    bars
-- claim:    L3
-- version:  1
-- cite:     difference with Newcombe interval; volunteers differ from those who did not join
with grouped as (
    select person_id, arm
    from (
        select person_id, arm, row_number() over (partition by person_id order by enrolled_day nulls last, arm) as nth
        from people
        where arm is not null
    ) as ranked
    where nth = 1
)

select wave_outcomes.person_id as unit_id, grouped.arm as group_id, wave_outcomes.value
from wave_outcomes
join settings on settings.followup_wave = wave_outcomes.wave
join grouped on grouped.person_id = wave_outcomes.person_id
where wave_outcomes.measure = 'retained'
