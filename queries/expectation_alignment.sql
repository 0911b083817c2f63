-- id:       expectation_alignment
-- title:    Shared expectations, {subject}
-- question: Do mentor and mentee expect the same of {subject}?
-- family:   alignment
-- rba:      how_well
-- unit:     match
-- grain:    one row per match and pair of scales in which at least one side answered
-- scale:    points on the shared range
-- better:   neither
-- missing:  matches in which one side did not answer are counted and left out
-- design:   dyad
-- tolerance: 1
-- chart:    dumbbell
-- claim:    L1
-- version:  1
-- cite:     mean gap; ICC(A,1) and ICC(C,1) with McGraw and Wong intervals; equal means are not agreement
with

answers as (
    select person_id, match_id, instrument, scale, wave, score, answered_day, response_id from scores where score is not null
),

mentors as (
    select
        matches.match_id, pairs.pair, answers.score,
        row_number() over (
            partition by matches.match_id, pairs.pair
            order by case when answers.match_id = matches.match_id then 0 else 1 end, answers.answered_day desc nulls last, answers.score, answers.response_id
        ) as nth
    from matches
    cross join pairs
    join answers
        on answers.person_id = matches.mentor_id and answers.instrument = pairs.mentor_instrument
        and answers.scale = pairs.mentor_scale and answers.wave = pairs.wave
    where answers.match_id is null or answers.match_id = matches.match_id
),

mentees as (
    select
        matches.match_id, pairs.pair, answers.score,
        row_number() over (
            partition by matches.match_id, pairs.pair
            order by case when answers.match_id = matches.match_id then 0 else 1 end, answers.answered_day desc nulls last, answers.score, answers.response_id
        ) as nth
    from matches
    cross join pairs
    join answers
        on answers.person_id = matches.mentee_id and answers.instrument = pairs.mentee_instrument
        and answers.scale = pairs.mentee_scale and answers.wave = pairs.wave
    where answers.match_id is null or answers.match_id = matches.match_id
)

select
    matches.match_id as unit_id,
    pairs.pair as subject,
    mentors.score as mentor,
    mentees.score as mentee
from matches
cross join pairs
left join mentors on mentors.match_id = matches.match_id and mentors.pair = pairs.pair and mentors.nth = 1
left join mentees on mentees.match_id = matches.match_id and mentees.pair = pairs.pair and mentees.nth = 1
where mentors.score is not null or mentees.score is not null
