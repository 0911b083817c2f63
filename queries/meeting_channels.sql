-- id:       meeting_channels
-- title:    Meetings by channel
-- question: How do pairs meet?
-- family:   engagement
-- order:    11
-- detail:   yes
-- rba:      how_much
-- unit:     meeting
-- grain:    one row per meeting that was held
-- scale:    meetings
-- better:   neither
-- missing:  meetings without a channel are in the total only
-- needs:    `meetings`
-- design:   amount
-- chart:    totals
-- claim:    L0
-- version:  1
-- cite:     held meetings, counted by channel
select meetings.meeting_id as unit_id, meetings.match_id, meetings.channel as category, 1.0 as amount, meetings.term_id
from meetings
join held_meetings on held_meetings.meeting_id = meetings.meeting_id
