-- id:       months_without_log
-- title:    Months without any log
-- question: For how many months of matches is there no log?
-- family:   quality
-- order:    4
-- detail:   yes
-- rba:      how_well
-- unit:     match
-- grain:    one row per match with a whole month behind it
-- scale:    share of the months of a match
-- better:   lower
-- missing:  none: this is the measure of what is missing
-- needs:    `meetings`
-- design:   rate
-- answers:  rate
-- values:   share
-- chart:    bars
-- says:     {value} of the months of matches have no log at all: whether pairs met then is unknown.
-- card:     months without any log
-- claim:    L0
-- version:  1
-- cite:     a month without a log is unknown, not empty
select
    tracked_months.match_id as unit_id,
    cast(sum(case when tracked_months.logs = 0 then 1 else 0 end) as double) as events,
    cast(count(*) as double) as exposure
from tracked_months
cross join (select count(*) as n from meetings) as logged
where logged.n > 0
group by tracked_months.match_id
