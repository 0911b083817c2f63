-- id:       first_meeting
-- title:    First meeting within 30 days
-- question: How many pairs meet within 30 days of their match?
-- family:   engagement
-- order:    8
-- detail:   yes
-- rba:      how_well
-- unit:     match
-- grain:    one row per match that was made 30 days or more before the cut-off date
-- scale:    1 when the first meeting took place within 30 days of the match, else 0
-- better:   higher
-- missing:  matches without any log and without a date of the first meeting are unknown: counted and left out
-- needs:    `matches.matched_on`, with `matches.first_met_on` or `meetings`
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the pairs of which this is known met within 30 days of their match.
-- card:     pairs met within 30 days
-- claim:    L1
-- version:  1
-- cite:     first meeting at most 30 days after the match date
select
    matches.match_id as unit_id,
    case
        when coalesce(matches.first_met_day, min(held_meetings.held_day)) <= matches.matched_day + 30 then 1
        when coalesce(matches.first_met_day, min(held_meetings.held_day)) is not null then 0
        when count(case when coalesce(meetings.status, 'held') <> 'planned' then meetings.meeting_id end) > 0 then 0
    end as value,
    matches.term_id
from matches
cross join settings
left join meetings on meetings.match_id = matches.match_id and meetings.held_day >= matches.matched_day
left join held_meetings on held_meetings.meeting_id = meetings.meeting_id
where matches.matched_day + 30 <= settings.as_of_day
group by matches.match_id, matches.first_met_day, matches.matched_day, matches.term_id
