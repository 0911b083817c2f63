-- id:       log_delay
-- title:    Days until a meeting is logged
-- question: How long after a meeting is it logged?
-- family:   quality
-- order:    5
-- detail:   yes
-- rba:      how_well
-- unit:     meeting
-- grain:    one row per meeting
-- scale:    days from the meeting to its log
-- better:   lower
-- missing:  meetings of which the day of the log is unknown are counted and left out
-- needs:    `meetings.logged_on`
-- design:   one_group
-- answers:  median, mean
-- values:   days
-- chart:    bars
-- says:     A typical meeting was logged {value} after it was held.
-- card:     days until a typical meeting is logged
-- claim:    L0
-- version:  1
-- cite:     median lag between meeting and entry
select meetings.meeting_id as unit_id, meetings.match_id, meetings.logged_day - meetings.held_day as value, meetings.term_id
from meetings
cross join (select count(logged_day) as n from meetings) as known
where known.n > 0
