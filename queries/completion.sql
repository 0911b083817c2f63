-- id:       completion
-- title:    Matches that kept their commitment
-- question: How many matches last as long as they promised?
-- family:   retention
-- order:    2
-- rba:      how_well
-- unit:     match
-- grain:    one row per match whose promised time has passed by the cut-off date
-- scale:    1 when the match lasted as long as promised or ended as planned, else 0
-- better:   higher
-- missing:  matches too young to have kept or broken their promise are not in the base; matches whose length is not known that far are counted and left out
-- needs:    `matches` with a start, and promised months
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the matches that are old enough to tell lasted as long as they promised, or ended as planned.
-- card:     matches kept their commitment
-- claim:    L1
-- version:  1
-- cite:     mature-cohort rule: a match enters once its promised time is over
select
    match_id as unit_id,
    case
        when days >= committed_days or cause = 'completed' then 1
        when cause is not null then 0
        -- Still open when last heard of, but that was before the promised time was over; or closed nobody knows when.
    end as value,
    term_id
from spells
where started_day + committed_days <= as_of_day
