-- What mentor and mentee of each match answered to each pair of scales; an answer about the match itself counts before one
-- about none in particular, and the later before the earlier. A tie is broken by values, never by ids, which depend on the key.
-- kept: many measures ask for it, so it is worked out once
with

own as (
    select matches.match_id, pairs.pair, scores.score, row_number() over (
        partition by matches.match_id, pairs.pair
        order by case when scores.match_id = matches.match_id then 0 else 1 end, scores.answered_day desc nulls last, scores.score
    ) as nth
    from matches
    cross join pairs
    join scores
        on scores.person_id = matches.mentor_id and scores.instrument = pairs.mentor_instrument
        and scores.scale = pairs.mentor_scale and scores.wave = pairs.wave
    where scores.score is not null and (scores.match_id is null or scores.match_id = matches.match_id)
),

others as (
    select matches.match_id, pairs.pair, scores.score, row_number() over (
        partition by matches.match_id, pairs.pair
        order by case when scores.match_id = matches.match_id then 0 else 1 end, scores.answered_day desc nulls last, scores.score
    ) as nth
    from matches
    cross join pairs
    join scores
        on scores.person_id = matches.mentee_id and scores.instrument = pairs.mentee_instrument
        and scores.scale = pairs.mentee_scale and scores.wave = pairs.wave
    where scores.score is not null and (scores.match_id is null or scores.match_id = matches.match_id)
)

select matches.match_id, pairs.pair, own.score as mentor, others.score as mentee
from matches
cross join pairs
left join own on own.match_id = matches.match_id and own.pair = pairs.pair and own.nth = 1
left join others on others.match_id = matches.match_id and others.pair = pairs.pair and others.nth = 1
where own.score is not null or others.score is not null
