-- id:       premature_closure
-- title:    Matches that ended too early
-- question: How many matches end before the time they promised?
-- family:   retention
-- order:    3
-- rba:      how_well
-- unit:     match
-- grain:    one row per match whose promised time has passed by the cut-off date
-- scale:    1 when the match ended before its promised time, and not as planned, else 0
-- better:   lower
-- missing:  matches too young to have kept or broken their promise are not in the base; matches whose length is not known that far are counted and left out
-- needs:    `matches` with a start, and promised months
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the matches that are old enough to tell ended before the time they promised; in 170 programs, 38 in 100 did (Kupersmidt and others 2017).
-- card:     matches ended too early
-- claim:    L1
-- version:  1
-- cite:     closed before the commitment, planned completion excluded; 38.07 % of 6,468 matches in 170 programs, Kupersmidt, Stump, Stelter and Rhodes 2017
select
    match_id as unit_id,
    case
        when cause is not null and cause <> 'completed' and days < committed_days then 1
        when cause is not null or days >= committed_days then 0
        -- Last heard of before the promised time was over, or closed nobody knows when.
    end as value,
    term_id
from spells
where started_day + committed_days <= as_of_day
