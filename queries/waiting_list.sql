-- id:       waiting_list
-- title:    Waiting for a first match
-- question: How many mentees are still waiting for a mentor?
-- family:   matching
-- order:    2
-- rba:      how_well
-- unit:     mentee
-- grain:    one row per mentee who is in the program at the cut-off date
-- scale:    1 when never matched so far, else 0
-- better:   lower
-- missing:  none: without a record of a match there was none
-- needs:    `people` with the role `mentee`, and `matches`
-- design:   one_group
-- answers:  share
-- segments: people
-- chart:    bars
-- says:     {value} of the mentees who are in the program have not been matched so far.
-- card:     mentees still waiting for a first match
-- claim:    L0
-- version:  1
-- cite:     never matched among those enrolled and not gone
select
    people.person_id as unit_id,
    case when max(case when matches.match_id is not null then 1 else 0 end) = 1 then 0 else 1 end as value
from people
cross join settings
cross join (select count(*) as n from matches) as known
left join matches on matches.mentee_id = people.person_id and coalesce(matches.matched_day, matches.first_met_day, settings.as_of_day) <= settings.as_of_day
where people.role = 'mentee' and known.n > 0 and coalesce(people.enrolled_day, settings.as_of_day) <= settings.as_of_day
    and (people.exited_day is null or people.exited_day > settings.as_of_day)
group by people.person_id
