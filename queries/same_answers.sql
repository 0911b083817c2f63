-- id:       same_answers
-- title:    The same answer to every question, {subject}
-- question: How many forms have the same answer to every question?
-- family:   quality
-- order:    8
-- detail:   yes
-- rba:      how_well
-- unit:     response
-- grain:    one row per form with answers to eight rating questions or more
-- scale:    1 when all of them are the same, else 0
-- better:   lower
-- missing:  forms with fewer rating answers are not in the base
-- needs:    forms with answers to eight rating questions or more
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the forms have the same answer to every question: {subject}. They are counted in all the same.
-- card:     forms with the same answer throughout
-- claim:    L1
-- version:  1
-- cite:     straight-lining, Dunn 2018; flagged, never left out
select response_id as unit_id, instrument || '.' || wave as subject, same_answer as value
from flagged_forms
where same_answer is not null
