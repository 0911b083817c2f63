-- Whole months of each match, from its start: 30.4375 days each, up to five years. `meetings` and `minutes` are those held in
-- the month; `logs` counts every entry, also a cancelled meeting: a month without any is unknown, not empty.
-- kept: many measures ask for it, so it is worked out once
with

digits as (select * from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as digit (n)),

numbers as (
    select cast(ones.n + 10 * tens.n as bigint) as month
    from digits as ones
    cross join digits as tens
    where tens.n < 6
),

months as (
    select
        spells.match_id,
        numbers.month + 1 as month,
        spells.started_day + cast(floor(numbers.month * 30.4375) as bigint) as from_day,
        spells.started_day + cast(floor((numbers.month + 1) * 30.4375) as bigint) as to_day
    from spells
    join numbers on (numbers.month + 1) * 30.4375 <= spells.days + 1
    where spells.days >= 0
),

promises as (
    select
        matches.match_id,
        coalesce(matches.committed_meetings, commitments.meetings_per_month) as promised_meetings,
        coalesce(matches.committed_minutes, commitments.minutes_per_month) as promised_minutes
    from matches
    cross join commitments
)

select
    months.match_id,
    months.month,
    max(promises.promised_meetings) as promised_meetings,
    max(promises.promised_minutes) as promised_minutes,
    cast(sum(case when coalesce(meetings.status, 'held') = 'held' and meetings.meeting_id is not null then 1 else 0 end) as double) as meetings,
    coalesce(sum(case when coalesce(meetings.status, 'held') = 'held' then meetings.minutes end), 0.0) as minutes,
    count(case when coalesce(meetings.status, 'held') <> 'planned' then meetings.meeting_id end) as logs
from months
join promises on promises.match_id = months.match_id
left join meetings
    on meetings.match_id = months.match_id and meetings.held_day >= months.from_day and meetings.held_day < months.to_day
group by months.match_id, months.month
