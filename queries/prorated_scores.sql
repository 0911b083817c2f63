-- id:       prorated_scores
-- title:    Scores from incomplete answers, {subject}
-- question: How many scores rest on some of the items only?
-- family:   quality
-- order:    7
-- detail:   yes
-- rba:      how_well
-- unit:     response
-- grain:    one row per form and scale of two items or more with a score
-- scale:    1 when at least one item was not answered, else 0
-- better:   lower
-- missing:  forms with too few answers for a score are not in the base
-- needs:    `scores` of scales with two items or more
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the scores for {subject} rest on some of the items only.
-- card:     scores from incomplete answers
-- claim:    L1
-- version:  1
-- cite:     mean of the answered items where enough were answered; no item is ever filled in
select
    response_id as unit_id, person_id,
    instrument || '.' || scale as subject,
    case when items_answered < items_total then 1 else 0 end as value
from scores
where score is not null and items_total > 1
