-- Matches, mentees and mentors by term and the term before: whether each was there, and is still, or again. A planned end within
-- a term is no loss: who only has such was not there to be kept. `is_latest` marks the step into the latest term.
-- kept: several measures ask for it, so it is worked out once
with

spell as (
    select 1 as kind, spells.match_id as id, spells.started_day, spells.started_day + spells.days as last_day, spells.cause
    from spells
    where spells.days >= 0
    union all
    select 2 as kind, spells.mentee_id as id, spells.started_day, spells.started_day + spells.days as last_day, spells.cause
    from spells
    where spells.days >= 0
    union all
    select 3 as kind, spells.mentor_id as id, spells.started_day, spells.started_day + spells.days as last_day, spells.cause
    from spells
    where spells.days >= 0
),

numbered as (select term_id, starts_day, ends_day, row_number() over (order by starts_day) as nth from terms),

-- A term and the one before it, as far as the data reach into it.
steps as (
    select later.nth, later.term_id, earlier.starts_day as from_day, earlier.ends_day as to_day, later.starts_day as next_from_day, later.ends_day as next_to_day
    from numbered as later
    join numbered as earlier on earlier.nth = later.nth - 1
    cross join settings
    where later.starts_day <= settings.as_of_day
),

-- By numbers, which are compared and grouped faster than words.
counted as (
    select spell.kind, spell.id, steps.nth,
        max(case when spell.started_day <= steps.to_day and spell.last_day >= steps.from_day
            and not (coalesce(spell.cause, '') = 'completed' and spell.last_day < steps.next_from_day) then 1 else 0 end) as was_there,
        max(case when spell.started_day <= steps.next_to_day and spell.last_day >= steps.next_from_day then 1 else 0 end) as is_there
    from steps
    cross join spell
    where spell.id is not null
    group by spell.kind, spell.id, steps.nth
)

select
    case counted.kind when 1 then 'match' when 2 then 'mentee' else 'mentor' end as kind,
    counted.id, steps.term_id,
    case when steps.nth = latest.nth then 1 else 0 end as is_latest,
    counted.was_there, counted.is_there
from counted
join steps on steps.nth = counted.nth
cross join (select max(nth) as nth from steps) as latest
