-- id:       goals_set
-- title:    Mentees with a goal
-- question: How many mentees in a match set a goal?
-- family:   goals
-- order:    4
-- detail:   yes
-- rba:      how_much
-- unit:     mentee
-- grain:    one row per mentee with a match
-- scale:    1 when there is a goal, else 0
-- better:   higher
-- missing:  none: a goal that was not recorded was not set
-- needs:    `goals`
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the mentees with a match have set a goal.
-- card:     mentees have set a goal
-- claim:    L1
-- version:  1
-- cite:     mentees with a goal among those with a match
select mentees.person_id as unit_id, case when max(goals.goal_id) is null then 0 else 1 end as value
from (select distinct mentee_id as person_id from matches) as mentees
cross join (select count(*) as n from goals) as known
left join goals on goals.person_id = mentees.person_id
where known.n > 0
group by mentees.person_id
