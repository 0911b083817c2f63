-- id:       closure_reason_known
-- title:    Closures with a known reason
-- question: Of how many closed matches is the reason known?
-- family:   quality
-- order:    3
-- detail:   yes
-- rba:      how_well
-- unit:     match
-- grain:    one row per closed match
-- scale:    1 when the reason is recorded, else 0
-- better:   higher
-- missing:  none: a closure without a reason counts as unknown
-- needs:    closed `matches`
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     For {value} of the closed matches the reason is recorded; with fewer than 90 in 100, reasons for closures are to be read with care.
-- card:     closures with a known reason
-- claim:    L1
-- version:  1
-- cite:     unknown reasons are a group of their own, never left out
select match_id as unit_id, case when cause = 'unknown' then 0 else 1 end as value, term_id
from spells
where cause is not null
