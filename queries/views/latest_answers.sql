-- The latest answer of each person to each item that is reported by itself.
select person_id, instrument, role, item, kind, value, term_id
from (
    select
        responses.person_id, responses.instrument, items.role, responses.item, items.kind, responses.value, responses.term_id,
        row_number() over (
            partition by responses.person_id, responses.instrument, responses.item
            order by case when responses.value is null then 1 else 0 end, responses.answered_day desc, responses.response_id
        ) as nth
    from responses
    join items on items.instrument = responses.instrument and items.item = responses.item
    where items.kind in ('satisfaction', 'nps')
) as ranked
where nth = 1
