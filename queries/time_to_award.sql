-- id:       time_to_award
-- title:    Days until the award
-- question: How long does it take until a certificate is awarded?
-- family:   recognition
-- order:    3
-- detail:   yes
-- rba:      how_well
-- unit:     credential
-- grain:    one row per certificate with both days
-- scale:    days from the day of entitlement to the award
-- better:   lower
-- missing:  certificates without one of the two days are not in the base
-- needs:    `credentials.eligible_on` and `credentials.awarded_on`
-- design:   one_group
-- answers:  median, mean
-- values:   days
-- chart:    bars
-- says:     A typical certificate was awarded {value} after it was earned.
-- card:     days until a typical certificate is awarded
-- claim:    L1
-- version:  1
-- cite:     days from entitlement to award
select
    row_number() over (order by person_id, kind, name, awarded_day) as unit_id,
    person_id,
    awarded_day - eligible_day as value,
    term_id
from credentials
where eligible_day is not null and awarded_day is not null and coalesce(state, 'awarded') = 'awarded'
