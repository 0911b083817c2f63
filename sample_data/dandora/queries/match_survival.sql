-- id:       match_survival
-- title:    How long pairs kept meeting
-- question: How long do a woman and her mentor keep meeting?
-- family:   retention
-- rba:      how_well
-- unit:     mentee
-- grain:    one row per woman with a mentor
-- scale:    days since the start, read off visits after 1, 2, 3, 4, 7 and 12 months
-- better:   higher
-- missing:  pairs that still met at the last visit at which the woman was asked count up to that visit; women who were never asked are counted and left out
-- design:   duration
-- at:       30, 61, 91, 122, 213, 365
-- answers:  survival, median, rmst
-- chart:    survival
-- claim:    L1
-- version:  1
-- cite:     Kaplan and Meier 1958; a pair ends at the first visit at which the two no longer met
with

-- A visit counts when the woman was asked at it; the file has months and no dates.
visits as (
    select months.person_id, months.value as months, met.value as met
    from wave_outcomes as months
    join wave_outcomes as met on met.person_id = months.person_id and met.wave = months.wave
    where months.measure = 'months' and months.value > 0 and met.measure = 'met_mentor' and met.value is not null
),

pairs_seen as (
    select person_id, min(case when met = 0 then months end) as ended, max(months) as last_seen
    from visits
    group by person_id
)

select
    people.person_id as unit_id,
    -- 365 days are twelve months, so that every visit falls on a whole day.
    round(coalesce(pairs_seen.ended, pairs_seen.last_seen) * 365.0 / 12.0) as days,
    case when pairs_seen.ended is not null then 'stopped_meeting' end as cause
from people
left join pairs_seen on pairs_seen.person_id = people.person_id
where people.role = 'mentee'
