-- id:       training_hours
-- title:    Hours of training of a mentor
-- question: How much training do mentors have?
-- family:   support
-- order:    4
-- detail:   yes
-- rba:      how_much
-- unit:     mentor
-- grain:    one row per mentor with a match
-- scale:    hours of training completed
-- better:   higher
-- missing:  trainings without hours add none; a mentor without a record of training has none
-- needs:    `trainings.hours`
-- design:   one_group
-- answers:  mean, median
-- values:   hours
-- chart:    bars
-- says:     Mentors completed {value} of training on average.
-- card:     hours of training of a mentor
-- claim:    L1
-- version:  1
-- cite:     hours of training completed, over mentors with a match
select matched.mentor_id as unit_id, coalesce(sum(trainings.hours), 0.0) as value
from (select distinct mentor_id from matches where mentor_id is not null) as matched
cross join (select count(hours) as n from trainings) as logged
left join trainings on trainings.person_id = matched.mentor_id
where logged.n > 0
group by matched.mentor_id
