-- id:       boxes_ticked
-- title:    Boxes that were ticked, {subject}
-- question: How many chose {subject}?
-- family:   answers
-- rba:      how_well
-- unit:     person
-- grain:    one row per person who was shown the box, the latest answer
-- scale:    1 when the box was ticked, else 0
-- better:   neither
-- missing:  questions that were skipped or refused are counted and left out; those that were not asked are not in the base
-- needs:    an item of the kind `checkbox`, and `responses`
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     Of those who were asked, {value} ticked: {subject}.
-- card:     of those asked ticked it
-- claim:    L1
-- version:  1
-- cite:     ticked among those who answered the question; an unticked box is an answer, a question that was not asked is none
select person_id as unit_id, item as subject, value, term_id
from (
    select
        responses.person_id, responses.item, responses.value, responses.term_id,
        row_number() over (
            partition by responses.person_id, responses.item
            order by
                case when responses.value is null then 1 else 0 end, responses.answered_day desc nulls last,
                responses.value, responses.instrument, responses.response_id
        ) as nth
    from responses
    join items on items.instrument = responses.instrument and items.item = responses.item
    where items.kind = 'checkbox' and responses.state not in ('not_asked', 'not_applicable')
) as ranked
where nth = 1
