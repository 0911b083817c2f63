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

first_wave as (
    select responses.instrument, case when max(case when responses.wave = settings.baseline_wave then 1 else 0 end) = 1 then max(settings.baseline_wave) else max(settings.followup_wave) end as wave
    from responses
    cross join settings
    group by responses.instrument
),

-- Every form has every item: a question that was left out of the file is one without an answer.
forms as (
    select distinct responses.response_id, responses.person_id, responses.instrument
    from responses
    join first_wave on first_wave.instrument = responses.instrument and first_wave.wave = responses.wave
)

select
    forms.response_id as unit_id,
    forms.person_id,
    scales.instrument || '.' || scales.scale as subject,
    scales.item,
    case when scales.reversed then scales.minimum + scales.maximum - responses.value else responses.value end as value
from forms
join scales on scales.instrument = forms.instrument
join long_enough on long_enough.instrument = scales.instrument and long_enough.scale = scales.scale
left join responses on responses.response_id = forms.response_id and responses.item = scales.item
