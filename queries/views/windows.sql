-- The days on which a match was active, overall and within each term; `to_day` is the day after the last one.
-- kept: many measures ask for it, so it is worked out once
select match_id, 'all' as term_id, started_day as from_day, started_day + days + 1 as to_day
from spells
where days >= 0
union all
select
    spells.match_id,
    terms.term_id,
    greatest(spells.started_day, terms.starts_day) as from_day,
    least(spells.started_day + spells.days, terms.ends_day, spells.as_of_day) + 1 as to_day
from spells
cross join terms
where spells.days >= 0
    and spells.started_day <= least(terms.ends_day, spells.as_of_day)
    and spells.started_day + spells.days >= terms.starts_day
