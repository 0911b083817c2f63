-- id:       meetings_by_week
-- title:    Meetings by week
-- question: In which weeks do pairs meet?
-- family:   engagement
-- order:    12
-- detail:   yes
-- rba:      how_much
-- unit:     meeting
-- grain:    one row per meeting that was held
-- scale:    meetings
-- better:   neither
-- missing:  meetings without a day are in the total only
-- needs:    `meetings`
-- design:   amount
-- chart:    calendar
-- claim:    L0
-- version:  1
-- cite:     held meetings, counted by the Monday on which their week begins
select
    meetings.meeting_id as unit_id,
    meetings.match_id,
    cast(cast(date_trunc('week', meetings.held_on) as date) as varchar) as category,
    1.0 as amount,
    meetings.term_id
from meetings
join held_meetings on held_meetings.meeting_id = meetings.meeting_id
