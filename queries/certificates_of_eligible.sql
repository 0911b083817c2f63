-- id:       certificates_of_eligible
-- title:    Certificates among those eligible, {subject}
-- question: How many of those who are eligible for a certificate get it?
-- family:   recognition
-- order:    2
-- rba:      better_off
-- unit:     person
-- grain:    one row per person and kind of certificate that the person is eligible for or was awarded
-- scale:    1 when awarded, else 0
-- better:   higher
-- missing:  none: whoever is eligible and has no award counts as not awarded; kinds without a record of who is eligible are not measured
-- needs:    `credentials.state` with `eligible` for those who have not been awarded
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the people who were eligible for a certificate of the kind “{subject}” were awarded it.
-- card:     of those eligible have a certificate: {subject}
-- claim:    L1
-- version:  1
-- cite:     awarded among those eligible
select
    person_id as unit_id,
    kind as subject,
    max(case when coalesce(state, 'awarded') = 'awarded' then 1 else 0 end) as value
from credentials
where coalesce(state, 'awarded') <> 'withdrawn'
    and kind in (select distinct kind from credentials where state = 'eligible')
group by person_id, kind
