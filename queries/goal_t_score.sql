-- id:       goal_t_score
-- title:    Goal attainment score
-- question: How far did mentees get with their goals, taken together?
-- family:   goals
-- order:    2
-- rba:      better_off
-- unit:     mentee
-- grain:    one row per mentee with a rated goal
-- scale:    T points; 50 is as expected on average
-- better:   higher
-- missing:  goals without a rating are left out of the score
-- needs:    `goals.attained_level`
-- design:   one_group
-- answers:  mean
-- chart:    bars
-- says:     Taking each mentee’s goals together, the average score is {value}; 50 means as much as was expected.
-- card:     goal attainment score; 50 is as expected
-- claim:    L1
-- version:  1
-- cite:     T = 50 + 10 Σwx / √(0.7 Σw² + 0.3 (Σw)²), Kiresuk and Sherman 1968
select
    person_id as unit_id,
    50.0 + 10.0 * sum(coalesce(weight, 1.0) * attained_level)
        / sqrt(0.7 * sum(coalesce(weight, 1.0) * coalesce(weight, 1.0)) + 0.3 * sum(coalesce(weight, 1.0)) * sum(coalesce(weight, 1.0))) as value
from goals
where attained_level is not null and coalesce(weight, 1.0) > 0
group by person_id
