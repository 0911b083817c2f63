-- id:       themes_coded
-- title:    What people wrote about, as readers found
-- question: What are open answers about, by those who read them?
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
with

looked_for as (
    select comments.person_id, comments.comment_id, comments.response_id, themes.theme
    from comments
    join themes on themes.instrument = comments.instrument and themes.item = comments.item
    where comments.text is not null and themes.coded
),

first_reader as (select min(coder) as coder from codes where coder <> 'words'),

-- An open answer has the day of its form.
forms as (select response_id, min(term_id) as term_id from responses where term_id is not null group by response_id),

named as (
    select
        looked_for.person_id, looked_for.theme, forms.term_id,
        max(case when codes.theme is null then 0 else 1 end) as value
    from looked_for
    cross join first_reader
    left join codes
        on codes.comment_id = looked_for.comment_id and codes.theme = looked_for.theme
        and codes.coder = first_reader.coder
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
