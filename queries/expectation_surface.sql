-- id:       expectation_surface
-- title:    Expectations and the relationship, {subject}
-- question: Is the relationship better where both sides expect the same of {subject}?
-- family:   alignment
-- order:    5
-- detail:   yes
-- rba:      how_well
-- unit:     match
-- grain:    one row per match and pair of scales in which at least one side answered
-- scale:    points of the mentee’s relationship scale at follow-up, by points from the middle of the shared range
-- better:   neither
-- missing:  matches in which one side did not answer, or the mentee has no relationship score at follow-up, are counted and left out
-- needs:    [[alignment]] pairs in the plan, and `scores` of a relationship scale of mentees at follow-up
-- design:   dyad
-- answers:  response_surface, mean_absolute_gap
-- midpoint: 0
-- guard:    yes
-- segments: none
-- chart:    bars
-- claim:    L1
-- version:  1
-- cite:     response surface (Edwards and Parry 1993; Humberg, Nestler and Back 2019), from 100 matches on of which a tenth is apart each way, else the gaps alone; associated only
with

-- The middle of what can be answered, not of what was: a mean score has the range of its items, a sum theirs together.
middles as (
    select instrument, scale, (max(minimum) + max(maximum)) / 2.0 * case when max(score) = 'sum' then count(*) else 1 end as middle
    from scales
    group by instrument, scale
),

relationship as (
    select person_id, avg(score) as score
    from latest_scores
    join settings on settings.followup_wave = latest_scores.wave
    join (select distinct instrument, scale from scales where kind = 'relationship' and role = 'mentee') as kinds
        on kinds.instrument = latest_scores.instrument and kinds.scale = latest_scores.scale
    group by person_id
)

select
    both_sides.match_id as unit_id,
    both_sides.pair as subject,
    both_sides.mentor - of_mentor.middle as mentor,
    both_sides.mentee - of_mentee.middle as mentee,
    relationship.score as outcome
from both_sides
join pairs on pairs.pair = both_sides.pair
join middles as of_mentor on of_mentor.instrument = pairs.mentor_instrument and of_mentor.scale = pairs.mentor_scale
join middles as of_mentee on of_mentee.instrument = pairs.mentee_instrument and of_mentee.scale = pairs.mentee_scale
join matches on matches.match_id = both_sides.match_id
cross join (select count(*) as n from relationship) as known
left join relationship on relationship.person_id = matches.mentee_id
where known.n > 0
