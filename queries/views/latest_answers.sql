-- The latest answer of each person to each item that is reported by itself; an item that two forms share is one item.
-- Of two answers on one day the lower counts: a tie is broken by values, never by ids, which depend on the key.
-- kept: many measures ask for it, so it is worked out once
select person_id, instrument, role, item, kind, value, answered_day, term_id
from (
    select
        responses.person_id, responses.instrument, items.role, responses.item, items.kind, responses.value,
        responses.answered_day, responses.term_id,
        row_number() over (
            partition by responses.person_id, items.role, responses.item
            order by
                case when responses.value is null then 1 else 0 end, responses.answered_day desc nulls last,
                responses.value, responses.instrument, responses.response_id
        ) as nth
    from responses
    join items on items.instrument = responses.instrument and items.item = responses.item
    where items.kind in ('satisfaction', 'nps')
) as ranked
where nth = 1
