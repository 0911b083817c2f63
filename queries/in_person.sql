-- id:       in_person
-- title:    Meetings in person
-- question: How many meetings take place in person?
-- family:   engagement
-- order:    10
-- detail:   yes
-- rba:      how_much
-- unit:     match
-- grain:    one row per match with a meeting whose channel is known
-- scale:    share of the meetings of a match
-- better:   neither
-- missing:  meetings without a channel are left out
-- needs:    `meetings.channel`
-- design:   rate
-- answers:  rate
-- values:   share
-- chart:    bars
-- says:     {value} of the meetings took place in person, the others by video, phone or message.
-- card:     meetings in person
-- claim:    L0
-- version:  1
-- cite:     held meetings in person among those whose channel is known
select
    meetings.match_id as unit_id,
    cast(sum(case when meetings.channel = 'in_person' then 1 else 0 end) as double) as events,
    cast(count(*) as double) as exposure
from meetings
join held_meetings on held_meetings.meeting_id = meetings.meeting_id
where meetings.channel is not null
group by meetings.match_id
