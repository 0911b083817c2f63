-- id:       mentor_tenure
-- title:    How long mentors stay
-- question: How long do mentors stay in the program?
-- family:   mentors
-- order:    2
-- rba:      how_well
-- unit:     mentor
-- grain:    one row per mentor who has joined by the cut-off date
-- scale:    days since joining
-- better:   higher
-- missing:  mentors without a day of joining are not in the base; who is still there counts up to the cut-off date
-- needs:    `people.enrolled_on` of mentors
-- design:   duration
-- answers:  survival, median
-- at:       365
-- state:    still in the program
-- since:    joining
-- chart:    survival
-- says:     {value} of the mentors were still in the program a year after they joined.
-- card:     mentors still there after a year
-- claim:    L1
-- version:  1
-- cite:     Kaplan and Meier 1958, from joining to leaving
select
    people.person_id as unit_id,
    case when people.exited_day <= settings.as_of_day then people.exited_day else settings.as_of_day end - people.enrolled_day as days,
    case when people.exited_day <= settings.as_of_day then 'left' end as cause
from people
cross join settings
where people.role = 'mentor' and people.enrolled_day <= settings.as_of_day
