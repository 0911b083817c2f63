-- How long each match was observed, from the first meeting (else the match date) to closure, last sign of life or cut-off.
-- A match that is closed on an unknown day has an unknown length.
-- kept: many measures ask for it, so it is worked out once
select
    matches.match_id,
    matches.mentee_id,
    matches.mentor_id,
    coalesce(matches.first_met_day, matches.matched_day) as started_day,
    case
        when matches.ended_day is null and (matches.closure_cause is not null or matches.closure_reason is not null) then null
        else coalesce(matches.ended_day, matches.observed_day, settings.as_of_day) - coalesce(matches.first_met_day, matches.matched_day)
    end as days,
    case when matches.ended_day is not null then coalesce(matches.closure_cause, 'unknown') end as cause,
    coalesce(matches.committed_months, commitments.months) * 30.4375 as committed_days,
    settings.as_of_day,
    matches.term_id
from matches
cross join settings
cross join commitments
