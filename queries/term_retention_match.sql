-- id:       term_retention_match
-- title:    Matches that went on into the next term
-- question: How many matches go on from one term into the next?
-- family:   retention
-- order:    6
-- detail:   yes
-- rba:      how_well
-- unit:     match
-- grain:    one row per match active in a term, named after the next term; overall, the latest two terms
-- scale:    1 when still, or again, active in the next term, else 0
-- better:   higher
-- missing:  matches without a start, or closed on an unknown day, are not in the base; whoever ended as planned is not either
-- needs:    `terms` and `matches` with a start
-- design:   one_group
-- answers:  share
-- terms:    apart
-- chart:    bars
-- says:     {value} matches of the term before went on into the latest term; planned ends are not in the base.
-- card:     matches went on into the latest term
-- claim:    L1
-- version:  1
-- cite:     active in both terms, of those active in the first whose end was not planned
with

spell as (
    select spells.match_id as id, spells.started_day, spells.started_day + spells.days as last_day, spells.cause
    from spells
    where spells.days >= 0 and spells.match_id is not null
),

numbered as (select term_id, starts_day, ends_day, row_number() over (order by starts_day) as nth from terms),

-- A term and the one before it, as far as the data reach into it.
steps as (
    select later.term_id, earlier.starts_day as from_day, earlier.ends_day as to_day, later.starts_day as next_from_day, later.ends_day as next_to_day
    from numbered as later
    join numbered as earlier on earlier.nth = later.nth - 1
    cross join settings
    where later.starts_day <= settings.as_of_day
),

-- A planned end within the term is no loss: who only has such does not belong to the base.
base as (
    select steps.term_id, spell.id,
        max(case when spell.started_day <= steps.to_day and spell.last_day >= steps.from_day
            and not (coalesce(spell.cause, '') = 'completed' and spell.last_day < steps.next_from_day) then 1 else 0 end) as was_there,
        max(case when spell.started_day <= steps.next_to_day and spell.last_day >= steps.next_from_day then 1 else 0 end) as is_there
    from steps
    cross join spell
    group by steps.term_id, spell.id
),

latest as (select term_id from steps order by next_from_day desc limit 1)

select id as unit_id, term_id, is_there as value from base where was_there = 1
union all
select base.id as unit_id, 'all' as term_id, base.is_there as value
from base
join latest on latest.term_id = base.term_id
where base.was_there = 1
