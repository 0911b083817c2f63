-- One value per person, outcome and wave; with several observations in a wave the latest counts.
-- kept: many measures ask for it, so it is worked out once
select person_id, measure, wave, value, term_id
from (
    select
        person_id, measure, wave, value, term_id,
        row_number() over (
            partition by person_id, measure, wave
            order by case when value is null then 1 else 0 end, observed_day desc nulls last, term_id desc nulls last, value
        ) as nth
    from outcomes
) as ranked
where nth = 1
