-- One score per person, instrument, scale and wave: a person with two matches may fill in a form twice; the later counts,
-- and of two on one day the lower: a tie is broken by values, never by ids, which depend on the key. Few have two, and only those
-- are put in order.
-- kept: many measures ask for it, so it is worked out once
with

repeated as (
    select person_id, instrument, scale, wave
    from scores
    group by person_id, instrument, scale, wave
    having count(*) > 1
),

ranked as (
    select
        scores.person_id, scores.instrument, scores.version, scores.scale, scores.wave, scores.score, scores.answered_day, scores.term_id,
        row_number() over (
            partition by scores.person_id, scores.instrument, scores.scale, scores.wave
            order by case when scores.score is null then 1 else 0 end, scores.answered_day desc nulls last, scores.score, scores.response_id
        ) as nth
    from repeated
    join scores on scores.person_id = repeated.person_id and scores.instrument = repeated.instrument
        and scores.scale = repeated.scale and scores.wave = repeated.wave
)

select
    scores.person_id, scores.instrument, scores.instrument || ' version ' || scores.version as form, scores.scale, scores.wave,
    scores.score, scores.answered_day, scores.term_id
from repeated
right join scores on scores.person_id = repeated.person_id and scores.instrument = repeated.instrument
    and scores.scale = repeated.scale and scores.wave = repeated.wave
where repeated.person_id is null
union all
select person_id, instrument, instrument || ' version ' || version as form, scale, wave, score, answered_day, term_id
from ranked
where nth = 1
