-- Each mentee's first mentor: mentees who share one are not independent of one another.
-- kept: several measures ask for it, so it is worked out once
select mentee_id, mentor_id
from (
    select mentee_id, mentor_id, row_number() over (partition by mentee_id order by matched_day nulls last, first_met_day nulls last, ended_day nulls last, match_id) as nth
    from matches
) as ranked
where nth = 1
