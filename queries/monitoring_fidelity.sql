-- id:       monitoring_fidelity
-- title:    Support contacts made of those due
-- question: How many of the promised support contacts are made?
-- family:   support
-- order:    2
-- rba:      how_well
-- unit:     match
-- grain:    one row per match with a whole month behind it
-- scale:    contacts made among those due, at most all of them
-- better:   higher
-- missing:  contacts that nobody logged are unknown and not counted; contacts beyond those due do not make up for those that another match lacks
-- needs:    `contacts`, and `contacts_per_month` of the plan’s commitment
-- design:   rate
-- answers:  rate
-- values:   share
-- chart:    bars
-- says:     {value} of the support contacts that were due were made.
-- card:     support contacts made of those due
-- claim:    L0
-- version:  1
-- cite:     contacts made, of those due for whole months of a match; MENTOR advises monthly contact with mentor, mentee and family
select
    spells.match_id as unit_id,
    least(cast(count(contacts.contacted_day) as double), max(commitments.contacts_per_month * floor((spells.days + 1) / 30.4375))) as events,
    max(commitments.contacts_per_month * floor((spells.days + 1) / 30.4375)) as exposure
from spells
cross join commitments
cross join (select count(*) as n from contacts) as logged
left join contacts
    on contacts.match_id = spells.match_id
    and contacts.contacted_day >= spells.started_day
    and contacts.contacted_day <= spells.started_day + spells.days
where logged.n > 0 and spells.days + 1 >= 30.4375 and commitments.contacts_per_month > 0
group by spells.match_id
