-- Meetings that took place: a status is optional in many exports, and what was logged without one was held.
select meeting_id, match_id, held_day, minutes, term_id
from meetings
where coalesce(status, 'held') = 'held'
