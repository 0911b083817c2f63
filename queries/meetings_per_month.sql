-- id:       meetings_per_month
-- title:    Meetings per month
-- question: How often do pairs meet?
-- family:   engagement
-- order:    1
-- rba:      how_much
-- unit:     match
-- grain:    one row per match, overall and in each term
-- scale:    meetings per month in which a match was active
-- better:   higher
-- missing:  meetings without a log are unknown and not counted, so that the true rate can be higher
-- needs:    `meetings`, and `matches` with a start
-- design:   rate
-- answers:  rate
-- terms:    apart
-- chart:    trend
-- says:     Pairs met {value} times in each month that their match was active, on average.
-- card:     meetings a month of an active match
-- claim:    L0
-- version:  1
-- cite:     meetings per match-month; a month has 30.4375 days
select
    windows.match_id as unit_id,
    windows.term_id,
    cast(count(held_meetings.meeting_id) as double) as events,
    max(windows.to_day - windows.from_day) / 30.4375 as exposure
from windows
cross join (select count(*) as n from held_meetings) as logged
left join held_meetings
    on held_meetings.match_id = windows.match_id
    and held_meetings.held_day >= windows.from_day
    and held_meetings.held_day < windows.to_day
where logged.n > 0
group by windows.match_id, windows.term_id
