-- id:       still_meeting
-- title:    Women who met their mentor, {subject}
-- question: How many women met their mentor around the visit?
-- family:   engagement
-- rba:      how_much
-- unit:     mentee
-- grain:    one row per woman with a mentor and visit at which anyone was asked
-- scale:    1 when she met her mentor, else 0
-- better:   higher
-- missing:  women who were not visited are not in the base; women who were visited and not asked are counted and left out
-- design:   one_group
-- answers:  share
-- chart:    bars
-- claim:    L1
-- version:  1
-- cite:     share with Wilson's interval; at the first two visits many were not asked
select met.person_id as unit_id, met.wave as subject, met.value
from wave_outcomes as met
join (
    select wave from wave_outcomes where measure = 'met_mentor' and value is not null group by wave
) as asked on asked.wave = met.wave
where met.measure = 'met_mentor'
