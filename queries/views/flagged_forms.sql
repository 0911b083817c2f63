-- Each filled-in form and what speaks against its answers: `same_answer` is 1 when eight rating questions or more have one and the
-- same answer, among them questions that point in opposite ways; `too_fast` is 1 below two seconds for each question. Empty where
-- it cannot be said. Nothing is left out because of it.
-- kept: several measures ask for it, so it is worked out once
select
    forms.response_id, forms.person_id, forms.instrument, forms.wave,
    case when forms.ratings < 8 then null when forms.lowest = forms.highest then 1 else 0 end as same_answer,
    case when forms.seconds is null then null when forms.seconds < 2.0 * forms.questions then 1 else 0 end as too_fast
from (
    select
        responses.response_id, responses.instrument, responses.wave,
        min(responses.person_id) as person_id,
        max(responses.seconds) as seconds,
        sum(case when responses.state = 'not_asked' then 0 else 1 end) as questions,
        sum(case when items.kind = 'rating' and responses.value is not null then 1 else 0 end) as ratings,
        min(case when items.kind = 'rating' then responses.value end) as lowest,
        max(case when items.kind = 'rating' then responses.value end) as highest
    from responses
    join items on items.instrument = responses.instrument and items.item = responses.item
    group by responses.response_id, responses.instrument, responses.wave
) as forms
