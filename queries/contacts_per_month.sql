-- id:       contacts_per_month
-- title:    Support contacts per month
-- question: How often does staff contact matches?
-- family:   support
-- order:    1
-- rba:      how_much
-- unit:     match
-- grain:    one row per match, overall and in each term
-- scale:    contacts per month in which a match was active
-- better:   higher
-- missing:  contacts that nobody logged are unknown and not counted
-- needs:    `contacts`
-- design:   rate
-- answers:  rate
-- terms:    apart
-- chart:    trend
-- says:     Staff contacted matches {value} times in each month that they were active.
-- card:     support contacts a month of an active match
-- claim:    L0
-- version:  1
-- cite:     staff contacts per match-month; a month has 30.4375 days
select
    windows.match_id as unit_id,
    windows.term_id,
    cast(count(contacts.contacted_day) as double) as events,
    max(windows.to_day - windows.from_day) / 30.4375 as exposure
from windows
cross join (select count(*) as n from contacts) as logged
left join contacts
    on contacts.match_id = windows.match_id
    and contacts.contacted_day >= windows.from_day
    and contacts.contacted_day < windows.to_day
where logged.n > 0
group by windows.match_id, windows.term_id
