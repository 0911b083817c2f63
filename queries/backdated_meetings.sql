-- id:       backdated_meetings
-- title:    Meetings that were logged in bulk, long after
-- question: How many meetings were logged in bulk, long after they were held?
-- family:   quality
-- order:    6
-- detail:   yes
-- rba:      how_well
-- unit:     meeting
-- grain:    one row per meeting
-- scale:    1 when it was logged more than 14 days later, with four or more such meetings of the same mentor on one day, else 0
-- better:   lower
-- missing:  meetings of which the day of the log is unknown are counted and left out
-- needs:    `meetings.logged_on`
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the meetings were logged in bulk, more than two weeks after they were held: from memory rather than from notes.
-- card:     meetings logged in bulk, long after
-- claim:    L0
-- version:  1
-- cite:     back-dated bulk entry; flagged, never left out
with

late as (
    select meetings.meeting_id, coalesce(matches.mentor_id, matches.match_id) as keeper, meetings.logged_day
    from meetings
    join matches on matches.match_id = meetings.match_id
    where meetings.logged_day - meetings.held_day > 14
),

bulk as (select keeper, logged_day from late group by keeper, logged_day having count(*) >= 5),

flagged as (
    select late.meeting_id
    from late
    join bulk on bulk.keeper = late.keeper and bulk.logged_day = late.logged_day
)

select
    meetings.meeting_id as unit_id, meetings.match_id,
    case when meetings.logged_day is null then null when flagged.meeting_id is null then 0 else 1 end as value,
    meetings.term_id
from meetings
left join flagged on flagged.meeting_id = meetings.meeting_id
cross join (select count(logged_day) as n from meetings) as known
where known.n > 0
