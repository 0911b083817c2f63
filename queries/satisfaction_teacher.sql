-- id:       satisfaction_teacher
-- title:    Satisfaction of teachers
-- question: Are teachers satisfied?
-- family:   satisfaction
-- order:    5
-- rba:      how_well
-- unit:     person
-- grain:    one row per teacher and satisfaction question, the latest answer overall and in each term
-- scale:    points on the question’s own range
-- better:   higher
-- missing:  unanswered questions are counted and left out
-- needs:    an instrument with the role `teacher` and an item of the kind `satisfaction`
-- design:   one_group
-- answers:  top_box, mean
-- top_box:  4
-- terms:    apart
-- chart:    likert
-- card:     teachers gave one of the two top answers
-- claim:    L1
-- version:  1
-- cite:     share of the two top answers on a five-point question
select person_id as unit_id, item as subject, value, term_id, form
from latest_answers
where kind = 'satisfaction' and role = 'teacher'
