-- id:       unlinked_answers
-- title:    Who answered and is not on the roster, {subject}
-- question: How many of those who answered could not be linked to the roster?
-- family:   quality
-- order:    1
-- detail:   yes
-- rba:      how_well
-- unit:     response
-- grain:    one row per person who answered, instrument and wave
-- scale:    1 when the person is not in `people`, else 0; where `people` has nobody in the role, 1 when the person answered in no other wave
-- better:   lower
-- missing:  none
-- needs:    `responses`, and a roster or a second wave
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of those who answered could not be linked: {subject}. They count where one wave is enough, and in no pair.
-- card:     of those who answered are not on the roster
-- claim:    L1
-- version:  1
-- cite:     share that could not be linked, of all who answered at least one question
with

answered as (
    select responses.person_id, responses.instrument, responses.wave, min(items.role) as role
    from responses
    join items on items.instrument = responses.instrument and items.item = responses.item
    where responses.state = 'answered'
    group by responses.person_id, responses.instrument, responses.wave
),

rosters as (select distinct role from people),

members as (select distinct person_id from people),

waves_of_person as (select person_id, instrument, count(*) as n from answered group by person_id, instrument),

waves_of_form as (select instrument, count(distinct wave) as n from answered group by instrument)

select
    answered.person_id as unit_id,
    answered.instrument || '.' || answered.wave as subject,
    case
        when rosters.role is not null and members.person_id is null then 1
        when rosters.role is null and waves_of_person.n = 1 then 1
        else 0
    end as value
from answered
join waves_of_person
    on waves_of_person.person_id = answered.person_id and waves_of_person.instrument = answered.instrument
join waves_of_form on waves_of_form.instrument = answered.instrument
left join rosters on rosters.role = answered.role
left join members on members.person_id = answered.person_id
where rosters.role is not null or waves_of_form.n > 1
