-- id:       fast_answers
-- title:    Forms that were filled in very fast, {subject}
-- question: How many forms were filled in faster than they can be read?
-- family:   quality
-- order:    9
-- detail:   yes
-- rba:      how_well
-- unit:     response
-- grain:    one row per form, where at least one form of the instrument and wave has a time
-- scale:    1 below two seconds for each question, else 0
-- better:   lower
-- missing:  forms without a time are counted and left out
-- needs:    `responses.seconds`
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the forms were filled in faster than they can be read: {subject}. They are counted in all the same.
-- card:     forms filled in very fast
-- claim:    L1
-- version:  1
-- cite:     fewer than two seconds for each question asked; flagged, never left out
select
    flagged_forms.response_id as unit_id,
    flagged_forms.instrument || '.' || flagged_forms.wave as subject,
    flagged_forms.too_fast as value
from flagged_forms
join (
    select instrument, wave from flagged_forms group by instrument, wave having count(too_fast) > 0
) as timed on timed.instrument = flagged_forms.instrument and timed.wave = flagged_forms.wave
