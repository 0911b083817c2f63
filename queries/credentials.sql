-- id:       credentials
-- title:    Certificates and badges
-- question: What recognition was awarded?
-- family:   recognition
-- order:    1
-- rba:      how_much
-- unit:     credential
-- grain:    one row per certificate or badge awarded
-- scale:    certificates and badges
-- better:   higher
-- missing:  none: what was not recorded was not counted
-- needs:    `credentials`
-- design:   amount
-- chart:    totals
-- claim:    L0
-- version:  1
-- cite:     a certificate for attendance is an output, not a skill
select person_id as unit_id, person_id, kind as category, 1.0 as amount, term_id
from credentials
