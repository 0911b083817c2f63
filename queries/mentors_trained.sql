-- id:       mentors_trained
-- title:    Mentors trained before their first match
-- question: How many mentors are trained before they are matched?
-- family:   support
-- order:    3
-- rba:      how_well
-- unit:     mentor
-- grain:    one row per mentor with a match
-- scale:    1 when training of the promised hours, or any where none are promised, was completed by the first match, else 0
-- better:   higher
-- missing:  mentors whose first match has no date are counted and left out; a training without a date or hours does not count
-- needs:    `trainings`
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the mentors had completed the training by the day of their first match.
-- card:     mentors trained before their first match
-- claim:    L1
-- version:  1
-- cite:     pre-match training; the Elements of Effective Practice for Mentoring, third edition, ask for at least two hours, in person
with first_match as (
    select mentor_id, min(coalesce(matched_day, first_met_day)) as day from matches where mentor_id is not null group by mentor_id
)

select
    first_match.mentor_id as unit_id,
    case
        when first_match.day is null then null
        when sum(case when trainings.completed_day <= first_match.day then coalesce(trainings.hours, 0.0) end) >= max(coalesce(commitments.training_hours, 0.0)) then 1
        else 0
    end as value
from first_match
cross join commitments
cross join (select count(*) as n from trainings) as logged
left join trainings on trainings.person_id = first_match.mentor_id
where logged.n > 0
group by first_match.mentor_id, first_match.day
