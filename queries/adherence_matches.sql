-- id:       adherence_matches
-- title:    Matches that met as promised
-- question: How many matches meet as often as they promised, in at least four of five months?
-- family:   engagement
-- order:    4
-- detail:   yes
-- rba:      how_well
-- unit:     match
-- grain:    one row per match with a whole month behind it
-- scale:    1 when at least 80 % of the months had as many meetings as promised, else 0
-- better:   higher
-- missing:  matches of which months without a log leave it open are counted and left out
-- needs:    `meetings`, and meetings or minutes promised a month (`commitment` of the plan, or `matches.committed_meetings`)
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the matches of which the logs tell met as often as promised in at least four of five months.
-- card:     matches met as often as promised
-- claim:    L1
-- version:  1
-- cite:     share of matches with at least 80 % compliant months
select
    match_id as unit_id,
    case when cast(kept as double) >= 0.8 * months then 1 when cast(kept + unknown as double) < 0.8 * months then 0 end as value
from (
    select
        tracked_months.match_id,
        count(*) as months,
        sum(case when tracked_months.logs = 0 then 1 else 0 end) as unknown,
        sum(case
            when tracked_months.logs = 0 then 0
            when tracked_months.promised_meetings is not null then case when tracked_months.meetings >= tracked_months.promised_meetings then 1 else 0 end
            when tracked_months.minutes >= tracked_months.promised_minutes then 1
            else 0
        end) as kept
    from tracked_months
    cross join (select count(*) as n from meetings) as logged
    where logged.n > 0 and (tracked_months.promised_meetings is not null or tracked_months.promised_minutes is not null)
    group by tracked_months.match_id
) as by_match
