-- id:       mentees_recognised
-- title:    Mentees with a certificate, {subject}
-- question: How many mentees earned a certificate?
-- family:   recognition
-- order:    6
-- detail:   yes
-- rba:      how_much
-- unit:     mentee
-- grain:    one row per mentee with a match and kind of certificate that any of them has
-- scale:    1 with at least one certificate of the kind, else 0
-- better:   higher
-- missing:  none: what was not recorded was not counted
-- needs:    `credentials` of mentees
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the mentees with a match have a certificate of the kind “{subject}”.
-- card:     mentees have a certificate: {subject}
-- claim:    L0
-- version:  1
-- cite:     mentees with a certificate among all with a match; a certificate for attendance is an output, not a skill
select
    mentees.person_id as unit_id,
    kinds.kind as subject,
    case when count(credentials.person_id) > 0 then 1 else 0 end as value
from (select distinct mentee_id as person_id from matches) as mentees
cross join (
    select distinct credentials.kind from credentials join matches on matches.mentee_id = credentials.person_id
) as kinds
left join credentials
    on credentials.person_id = mentees.person_id and credentials.kind = kinds.kind and coalesce(credentials.state, 'awarded') = 'awarded'
group by mentees.person_id, kinds.kind
