-- One score per person, instrument, scale and wave: a person with two matches may fill in a form twice; the later counts,
-- and of two on one day the lower: a tie is broken by values, never by ids, which depend on the key.
-- kept: many measures ask for it, so it is worked out once
select person_id, instrument, form, scale, wave, score, answered_day, term_id
from (
    select
        person_id, instrument, instrument || ' version ' || version as form, scale, wave, score, answered_day, term_id,
        row_number() over (
            partition by person_id, instrument, scale, wave
            order by case when score is null then 1 else 0 end, answered_day desc nulls last, score, response_id
        ) as nth
    from scores
) as ranked
where nth = 1
