-- id:       early_closure
-- title:    Matches that ended within three months
-- question: How many matches end within their first three months?
-- family:   retention
-- order:    4
-- detail:   yes
-- rba:      how_well
-- unit:     match
-- grain:    one row per match that began 90 days or more before the cut-off date
-- scale:    1 when the match ended within 90 days, and not as planned, else 0
-- better:   lower
-- missing:  matches that are younger are not in the base; matches whose length is not known that far are counted and left out
-- needs:    `matches` with a start
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the matches ended within their first three months.
-- card:     matches ended within three months
-- claim:    L1
-- version:  1
-- cite:     young people in very short matches showed declines, Grossman and Rhodes 2002
select
    match_id as unit_id,
    case when cause is not null and cause <> 'completed' and days < 90 then 1 when days >= 90 or cause = 'completed' then 0 end as value,
    term_id
from spells
where started_day + 90 <= as_of_day
