-- id:       shared_background
-- title:    Matches with something in common, {subject}
-- question: In how many matches do mentor and mentee share the same background or interest?
-- family:   matching
-- order:    4
-- detail:   yes
-- rba:      how_much
-- unit:     match
-- grain:    one row per match and attribute that both sides have
-- scale:    1 when both have the same value, else 0
-- better:   neither
-- missing:  matches in which a value is unknown are counted and left out
-- needs:    `attributes` of mentors and mentees with the same names
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     In {value} of the matches, mentor and mentee have the same {subject}.
-- card:     matches with the same {subject}
-- claim:    L0
-- version:  1
-- cite:     same value of an attribute on both sides
with

sides as (
    select matches.match_id, mentor.attribute, mentor.value as mentor_value, mentee.value as mentee_value
    from matches
    join attributes as mentor on mentor.person_id = matches.mentor_id
    join attributes as mentee on mentee.person_id = matches.mentee_id and mentee.attribute = mentor.attribute
)

select
    match_id as unit_id,
    attribute as subject,
    case when mentor_value = mentee_value then 1 when mentor_value <> mentee_value then 0 end as value
from sides
