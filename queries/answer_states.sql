-- id:       answer_states
-- title:    Answers and why there is none, {subject}
-- question: Why are questions without an answer?
-- family:   quality
-- order:    7
-- detail:   yes
-- rba:      how_well
-- unit:     response
-- grain:    one row per form and question
-- scale:    questions
-- better:   neither
-- missing:  none: each question is answered, skipped, not asked, not applicable, an unticked box, or refused
-- needs:    `responses`
-- design:   amount
-- answers:  total
-- chart:    totals
-- claim:    L0
-- version:  1
-- cite:     questions by what became of them; only answered ones have a value, and a box that is not ticked counts as 0
select
    response_id as unit_id,
    instrument || '.' || wave as subject,
    state as category,
    1.0 as amount
from responses
