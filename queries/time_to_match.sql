-- id:       time_to_match
-- title:    Time until the match
-- question: How long do mentees wait for a mentor?
-- family:   matching
-- order:    1
-- rba:      how_well
-- unit:     mentee
-- grain:    one row per mentee who enrolled by the cut-off date
-- scale:    days from enrolment to the first match
-- better:   lower
-- missing:  mentees without a day of enrolment, or matched before it, are not in the base; who left or is still waiting counts up to that day
-- needs:    `people.enrolled_on` of mentees, and `matches`
-- design:   duration
-- answers:  median
-- segments: people
-- state:    still waiting
-- since:    enrolment
-- chart:    survival
-- says:     Half of the mentees were matched within {value} of enrolling.
-- card:     until half of the mentees are matched
-- claim:    L1
-- version:  1
-- cite:     Kaplan and Meier 1958, from enrolment to the first match: those still waiting are not left out
with first_match as (select mentee_id, min(coalesce(matched_day, first_met_day)) as day from matches group by mentee_id)

select
    people.person_id as unit_id,
    least(coalesce(first_match.day, people.exited_day, settings.as_of_day), coalesce(people.exited_day, settings.as_of_day), settings.as_of_day) - people.enrolled_day as days,
    case when first_match.day <= settings.as_of_day then 'matched' end as cause
from people
cross join settings
cross join (select count(*) as n from matches) as known
left join first_match on first_match.mentee_id = people.person_id
where people.role = 'mentee' and known.n > 0 and people.enrolled_day <= settings.as_of_day
    and (first_match.day is null or first_match.day >= people.enrolled_day)
