-- id:       expectation_profiles
-- title:    Alike expectations as a whole
-- question: Do mentor and mentee have the same pattern of expectations?
-- family:   alignment
-- order:    2
-- detail:   yes
-- rba:      how_well
-- unit:     match
-- grain:    one row per match in which at least one side answered, when there are four pairs of scales or more
-- scale:    correlation of both sides across the questions, from −1 to 1
-- better:   higher
-- missing:  matches in which an answer of either side is missing are counted and left out; so are those with the same answer everywhere
-- needs:    four [[alignment]] pairs or more in the plan, and `scores`
-- design:   profiles
-- answers:  profile_similarity, distinctive_similarity
-- resamples: 500
-- chart:    bars
-- says:     Across all questions, the expectations of mentor and mentee correlate by {value} on average; strangers who share the same customs agree to some degree, too.
-- card:     average correlation of expectations
-- claim:    L1
-- version:  1
-- cite:     profile correlation within matches, less that of partners drawn by lot
select
    match_pairs.match_id as unit_id,
    string_agg(coalesce(cast(both_sides.mentor as varchar), ''), '|' order by match_pairs.pair) as mentor,
    string_agg(coalesce(cast(both_sides.mentee as varchar), ''), '|' order by match_pairs.pair) as mentee
from (
    select answered.match_id, pairs.pair
    from (select distinct match_id from both_sides) as answered
    cross join pairs
) as match_pairs
cross join (select count(*) as n from pairs) as known
left join both_sides on both_sides.match_id = match_pairs.match_id and both_sides.pair = match_pairs.pair
where known.n >= 4
group by match_pairs.match_id
