-- Mentees' scales of skills, each under the name of its own, or with its form's where two forms have one of that name.
-- kept: many measures ask for it, so it is worked out once
select
    instrument, scale, reliability, reference_deviation,
    case when count(*) over (partition by scale) > 1 then instrument || '.' || scale else scale end as subject
from (
    select distinct instrument, scale, reliability, reference_deviation
    from scales
    where kind = 'skill' and role = 'mentee'
) as skill_scales
