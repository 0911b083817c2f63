-- id:       mentors_recognised
-- title:    Mentors recognised
-- question: How many mentors were recognised?
-- family:   recognition
-- order:    4
-- detail:   yes
-- rba:      how_much
-- unit:     mentor
-- grain:    one row per mentor with a match
-- scale:    1 with at least one certificate, badge or award, else 0
-- better:   higher
-- missing:  none: what was not recorded was not counted
-- needs:    `credentials` of mentors
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the mentors with a match hold a certificate, badge or award.
-- card:     mentors recognised
-- claim:    L0
-- version:  1
-- cite:     mentors with any recognition among those with a match
select mentors.person_id as unit_id, case when count(credentials.person_id) > 0 then 1 else 0 end as value
from (select distinct mentor_id as person_id from matches where mentor_id is not null) as mentors
cross join (
    select count(*) as n from credentials join matches on matches.mentor_id = credentials.person_id
) as known
left join credentials on credentials.person_id = mentors.person_id and coalesce(credentials.state, 'awarded') = 'awarded'
where known.n > 0
group by mentors.person_id
