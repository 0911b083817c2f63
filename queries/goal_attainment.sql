-- id:       goal_attainment
-- title:    Goals reached
-- question: How many goals were reached as expected, or better?
-- family:   goals
-- order:    1
-- rba:      better_off
-- unit:     goal
-- grain:    one row per goal
-- scale:    1 when the level reached is 0 or higher, or without a level the goal is marked as achieved, else 0
-- better:   higher
-- missing:  open goals without a rating are counted and left out; abandoned and overdue goals stay in the base as not reached
-- needs:    `goals`
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the goals were reached as expected, or better; abandoned and overdue goals count as not reached.
-- card:     goals reached as expected, or better
-- claim:    L1
-- version:  1
-- cite:     goal attainment scaling, Kiresuk and Sherman 1968
select
    goal_id as unit_id,
    person_id,
    case
        when attained_level >= 0 then 1
        when attained_level < 0 then 0
        when status = 'achieved' then 1
        when status in ('abandoned', 'overdue') then 0
    end as value,
    term_id
from goals
