-- id:       themes
-- title:    What people wrote about
-- question: What do open answers name?
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
with

looked_for as (
    select comments.person_id, comments.comment_id, comments.response_id, themes.theme
    from comments
    join themes on themes.instrument = comments.instrument and themes.item = comments.item
    where comments.text is not null and not themes.coded
),

-- An open answer has the day of its form.
forms as (select response_id, min(term_id) as term_id from responses where term_id is not null group by response_id),

named as (
    select
        looked_for.person_id, looked_for.theme, forms.term_id,
        max(case when codes.theme is null then 0 else 1 end) as value
    from looked_for
    left join codes
        on codes.comment_id = looked_for.comment_id and codes.theme = looked_for.theme and codes.coder = 'words'
    left join forms on forms.response_id = looked_for.response_id
    group by looked_for.person_id, looked_for.theme, forms.term_id
)

select person_id as unit_id, theme as subject, max(value) as value, 'all' as term_id
from named
group by person_id, theme
union all
select person_id as unit_id, theme as subject, value, term_id
from named
where term_id is not null
