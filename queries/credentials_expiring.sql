-- id:       credentials_expiring
-- title:    Certificates about to expire
-- question: How many valid certificates expire within three months?
-- family:   recognition
-- order:    5
-- detail:   yes
-- rba:      how_well
-- unit:     credential
-- grain:    one row per certificate that is valid at the cut-off date
-- scale:    1 when it expires within 90 days of the cut-off, else 0
-- better:   lower
-- missing:  certificates without an end date are counted and left out
-- needs:    `credentials.expires_on`
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the valid certificates with an end date expire within the next three months.
-- card:     valid certificates expire within three months
-- claim:    L1
-- version:  1
-- cite:     expiry within 90 days of the cut-off
select
    row_number() over (order by credentials.person_id, credentials.kind, credentials.name, credentials.awarded_day) as unit_id,
    credentials.person_id,
    case when credentials.expires_day is null then null when credentials.expires_day <= settings.as_of_day + 90 then 1 else 0 end as value
from credentials
cross join settings
cross join (select count(expires_day) as n from credentials) as known
where known.n > 0 and credentials.awarded_day <= settings.as_of_day and coalesce(credentials.state, 'awarded') = 'awarded'
    and (credentials.expires_day is null or credentials.expires_day >= settings.as_of_day)
