-- id:       response_rate
-- title:    Response rate, {subject}
-- question: How many of those who were asked answered?
-- family:   quality
-- order:    1
-- rba:      how_well
-- unit:     person
-- grain:    one row per person in the role, instrument and wave
-- scale:    1 when at least one question was answered, else 0
-- better:   higher
-- missing:  none: who did not answer counts as not answered
-- needs:    `waves` of an instrument in the plan, and `people` in its role
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of those who were asked answered: {subject}.
-- card:     of those asked answered
-- claim:    L1
-- version:  1
-- cite:     answered among all on the roster in the role
with answered as (select distinct person_id, instrument, wave from responses where state = 'answered')

select
    people.person_id as unit_id,
    waves.instrument || '.' || waves.wave as subject,
    case when answered.person_id is null then 0 else 1 end as value
from people
join waves on waves.role = people.role
left join answered
    on answered.person_id = people.person_id and answered.instrument = waves.instrument and answered.wave = waves.wave
