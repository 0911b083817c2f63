-- id:       adherence
-- title:    Months with as many meetings as promised, {subject}
-- question: In how many months do pairs meet as often as they promised?
-- family:   engagement
-- order:    3
-- rba:      how_well
-- unit:     match
-- grain:    one row per match with a whole month behind it, and bound
-- scale:    share of the months of a match
-- better:   higher
-- missing:  a month without any log is unknown, not empty: once it counts as broken and once as kept, so that the truth lies between
-- needs:    `meetings`, and meetings or minutes promised a month (`commitment` of the plan, or `matches.committed_meetings`)
-- design:   rate
-- answers:  rate
-- values:   share
-- chart:    bars
-- says:     {value} of the months had as many meetings as promised, when {subject}.
-- card:     months as promised, when {subject}
-- claim:    L0
-- version:  1
-- cite:     months of 30.4375 days that meet the commitment among all whole months; where no meetings are promised, minutes count
select
    tracked_months.match_id as unit_id,
    bounds.subject,
    cast(sum(case
        when tracked_months.logs = 0 then bounds.unknown
        when tracked_months.promised_meetings is not null then case when tracked_months.meetings >= tracked_months.promised_meetings then 1 else 0 end
        when tracked_months.minutes >= tracked_months.promised_minutes then 1
        else 0
    end) as double) as events,
    cast(count(*) as double) as exposure
from tracked_months
cross join (select count(*) as n from meetings) as logged
cross join (
    select * from (values
        ('months without a log count as broken', 0),
        ('months without a log count as kept', 1)
    ) as bound (subject, unknown)
) as bounds
where logged.n > 0 and (tracked_months.promised_meetings is not null or tracked_months.promised_minutes is not null)
group by tracked_months.match_id, bounds.subject
