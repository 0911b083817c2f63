-- id:       themes
-- title:    Themes of open answers
-- question: What did people write about?
-- family:   voices
-- order:    1
-- rba:      how_well
-- unit:     person
-- grain:    one row per theme and person who wrote an answer in which it is looked for
-- scale:    1 when one of the person's answers holds a word of the theme, else 0
-- better:   neither
-- missing:  whoever wrote nothing is not in the base
-- needs:    `[[themes]]` with words in the plan, and answers to items of the kind `text`
-- design:   one_group
-- answers:  share
-- terms:    apart
-- chart:    themes
-- says:     Of those who wrote an answer, {value} wrote about {subject}.
-- card:     of those who wrote an answer wrote about {subject}
-- claim:    L1
-- version:  1
-- cite:     people who name a theme among people who answered, not mentions; found by the words that the plan lists, which also
--           find “no homework”
select person_id as unit_id, theme as subject, value, term_id
from themed
where not coded
