-- id:       satisfaction_mentee
-- title:    Satisfaction of mentees
-- question: Are mentees satisfied?
-- family:   satisfaction
-- order:    1
-- rba:      how_well
-- unit:     mentee
-- grain:    one row per mentee and satisfaction question, the latest answer overall and in each term
-- scale:    points on the question's own range
-- better:   higher
-- missing:  unanswered questions are counted and left out
-- needs:    an instrument of mentees with an item of the kind `satisfaction`
-- design:   one_group
-- answers:  top_box, mean
-- top_box:  4
-- terms:    apart
-- chart:    likert
-- card:     mentees gave one of the two top answers
-- claim:    L1
-- version:  1
-- cite:     share of the two top answers on a five-point question
select person_id as unit_id, item as subject, value, term_id, form
from latest_answers
where kind = 'satisfaction' and role = 'mentee'
