-- id:       satisfaction_mentor
-- title:    Satisfaction of mentors
-- question: Are mentors satisfied?
-- family:   satisfaction
-- order:    2
-- rba:      how_well
-- unit:     mentor
-- grain:    one row per mentor and satisfaction question, the latest answer overall and in each term
-- scale:    points on the question's own range
-- better:   higher
-- missing:  unanswered questions are counted and left out
-- needs:    an instrument of mentors with an item of the kind `satisfaction`
-- design:   one_group
-- answers:  top_box, mean
-- top_box:  4
-- terms:    apart
-- chart:    likert
-- card:     mentors gave one of the two top answers
-- claim:    L1
-- version:  1
-- cite:     share of the two top answers on a five-point question
select person_id as unit_id, item as subject, value, term_id, form
from latest_answers
where kind = 'satisfaction' and role = 'mentor'
