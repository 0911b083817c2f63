-- id:       themes_coded
-- title:    Themes that readers found
-- question: What did people write about, as readers found?
-- family:   voices
-- order:    2
-- rba:      how_well
-- unit:     person
-- grain:    one row per theme and person who wrote an answer that was read for it
-- scale:    1 when the first reader gave one of the person's answers the theme, else 0
-- better:   neither
-- missing:  whoever wrote nothing is not in the base; an answer without a theme was about none of them
-- needs:    `[[themes]]` in the plan, and themes that readers gave: `codes` of a source, or the table `codes`
-- design:   one_group
-- answers:  share
-- terms:    apart
-- chart:    themes
-- says:     Of those who wrote an answer, {value} wrote about {subject}.
-- card:     of those who wrote an answer wrote about {subject}
-- claim:    L1
-- version:  1
-- cite:     people who name a theme among people who answered, not mentions; by the first of several readers
select person_id as unit_id, theme as subject, value, term_id
from themed
where coded
