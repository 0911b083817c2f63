-- The latest answer of each person to each item that is reported by itself, of all (term `all`) and within each term; an item
-- that two forms share is one item. Of two answers on one day the lower counts: a tie is broken by values, never by ids, which
-- depend on the key. `form` is the form with its version.
-- kept: many measures ask for it, so it is worked out once
with

answers as (
    select
        responses.person_id, responses.instrument, responses.instrument || ' version ' || responses.version as form, items.role,
        responses.item, items.kind, responses.value, responses.answered_day, responses.term_id, responses.response_id
    from responses
    join items on items.instrument = responses.instrument and items.item = responses.item
    where items.kind in ('satisfaction', 'nps')
),

by_term as (
    select person_id, instrument, form, role, item, kind, value, answered_day, 'all' as term_id, response_id
    from answers
    union all
    select person_id, instrument, form, role, item, kind, value, answered_day, term_id, response_id
    from answers
    where term_id is not null
)

select person_id, instrument, form, role, item, kind, value, answered_day, term_id
from (
    select
        person_id, instrument, form, role, item, kind, value, answered_day, term_id,
        row_number() over (
            partition by person_id, role, item, term_id
            order by case when value is null then 1 else 0 end, answered_day desc nulls last, value, instrument, response_id
        ) as nth
    from by_term
) as ranked
where nth = 1
