-- id:       item_states
-- title:    Answers and why there is none, {subject}
-- question: Why is {subject} without an answer?
-- family:   quality
-- order:    7
-- detail:   yes
-- request:  yes
-- rba:      how_well
-- unit:     response
-- grain:    one row per form and question
-- scale:    forms
-- better:   neither
-- missing:  none: each question is answered, skipped, not asked, not applicable, an unticked box, or refused
-- needs:    `responses`
-- design:   amount
-- answers:  total
-- chart:    totals
-- claim:    L0
-- version:  1
-- cite:     forms by what became of the question
select
    response_id as unit_id,
    instrument || '.' || item as subject,
    state as category,
    1.0 as amount
from responses
