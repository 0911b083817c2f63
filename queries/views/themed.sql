-- Every person who wrote an answer in which a theme is looked for, and whether one of their answers names it: of all (term
-- `all`) and within each term. Where people read the answers (`coded`) it is what the first of them found, else what the words
-- of the plan find.
with

looked_for as (
    select comments.person_id, comments.comment_id, comments.response_id, themes.theme, themes.coded
    from comments
    join themes on themes.instrument = comments.instrument and themes.item = comments.item
    where comments.text is not null
),

first_reader as (select min(coder) as coder from codes where coder <> 'words'),

-- An open answer has the day of its form.
forms as (
    select responses.response_id, min(responses.term_id) as term_id
    from (select distinct response_id from looked_for) as asked
    join responses on responses.response_id = asked.response_id
    group by responses.response_id
),

named as (
    select
        looked_for.person_id, looked_for.theme, looked_for.coded, forms.term_id,
        max(case when codes.theme is null then 0 else 1 end) as value
    from looked_for
    cross join first_reader
    left join codes
        on codes.comment_id = looked_for.comment_id and codes.theme = looked_for.theme
        and codes.coder = case when looked_for.coded then first_reader.coder else 'words' end
    left join forms on forms.response_id = looked_for.response_id
    group by looked_for.person_id, looked_for.theme, looked_for.coded, forms.term_id
)

select person_id, theme, coded, 'all' as term_id, max(value) as value
from named
group by person_id, theme, coded
union all
select person_id, theme, coded, term_id, value
from named
where term_id is not null
