-- One row per match that is open at the cut-off, as the measure of dormant matches counts them, with what staff has to know.
with

held as (
    select held_meetings.match_id, max(held_meetings.held_day) as last_day
    from held_meetings
    cross join settings
    where held_meetings.held_day <= settings.as_of_day
    group by held_meetings.match_id
),

contacted as (
    select contacts.match_id, max(contacts.contacted_day) as last_day
    from contacts
    cross join settings
    where contacts.contacted_day <= settings.as_of_day
    group by contacts.match_id
),

placed as (
    select person_id, max(site) as site
    from people
    where role = 'mentee'
    group by person_id
)

select
    spells.match_id,
    spells.mentor_id,
    spells.mentee_id,
    placed.site,
    spells.started_day,
    spells.committed_days,
    commitments.contacts_per_month,
    held.last_day as last_held_day,
    contacted.last_day as last_contact_day,
    meetings_logged.n > 0 as has_meetings,
    contacts_logged.n > 0 as has_contacts
from spells
cross join commitments
cross join (select count(*) as n from held_meetings) as meetings_logged
cross join (select count(*) as n from contacts) as contacts_logged
left join held on held.match_id = spells.match_id
left join contacted on contacted.match_id = spells.match_id
left join placed on placed.person_id = spells.mentee_id
where spells.cause is null and spells.started_day + spells.days = spells.as_of_day
order by spells.match_id
