-- id:       scale_reliability
-- title:    Reliability, {subject}
-- question: Do the items of a scale belong together?
-- family:   quality
-- order:    2
-- rba:      how_well
-- unit:     response
-- grain:    one row per form and item of a scale with two items or more, at the instrument's first wave
-- scale:    Cronbach's alpha
-- better:   higher
-- missing:  forms with an unanswered item are counted and left out
-- needs:    a scale of two items or more, and `responses`
-- design:   items
-- answers:  alpha
-- chart:    bars
-- says:     The scale for {subject} has a reliability of alpha {value}.
-- card:     reliability
-- claim:    L1
-- version:  1
-- cite:     Cronbach 1951; interval by Feldt 1965
with

long_enough as (select instrument, scale from scales group by instrument, scale having count(*) >= 2),

asked as (
    select scales.instrument, scales.scale, scales.item, scales.reversed, scales.minimum + scales.maximum as both_ends
    from scales
    join long_enough on long_enough.instrument = scales.instrument and long_enough.scale = scales.scale
),

first_wave as (
    select responses.instrument, case when max(case when responses.wave = settings.baseline_wave then 1 else 0 end) = 1 then max(settings.baseline_wave) else max(settings.followup_wave) end as wave
    from responses
    cross join settings
    group by responses.instrument
),

first_answers as (
    select responses.response_id, responses.person_id, responses.instrument, responses.item, responses.value
    from first_wave
    join responses on responses.instrument = first_wave.instrument and responses.wave = first_wave.wave
),

-- Every form has every item: a question that was left out of the file is one without an answer. Few forms lack one, and only
-- those are compared with all items.
incomplete as (
    select forms.response_id, forms.person_id, forms.instrument
    from (
        select first_answers.response_id, first_answers.person_id, first_answers.instrument, count(asked.item) as n_asked
        from first_answers
        left join asked on asked.instrument = first_answers.instrument and asked.item = first_answers.item
        group by first_answers.response_id, first_answers.person_id, first_answers.instrument
    ) as forms
    join (select instrument, count(*) as n_asked from asked group by instrument) as whole on whole.instrument = forms.instrument
    where forms.n_asked < whole.n_asked
)

select
    first_answers.response_id as unit_id,
    first_answers.person_id,
    asked.instrument || '.' || asked.scale as subject,
    asked.item,
    case when asked.reversed then asked.both_ends - first_answers.value else first_answers.value end as value
from first_answers
join asked on asked.instrument = first_answers.instrument and asked.item = first_answers.item
union all
select
    incomplete.response_id as unit_id,
    incomplete.person_id,
    asked.instrument || '.' || asked.scale as subject,
    asked.item,
    null as value
from incomplete
join asked on asked.instrument = incomplete.instrument
left join first_answers on first_answers.response_id = incomplete.response_id and first_answers.item = asked.item
where first_answers.response_id is null
