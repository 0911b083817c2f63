-- id:       participant_flow
-- title:    Participants, step by step
-- question: How many mentees took each step, and where were they lost?
-- family:   participation
-- rba:      how_much
-- unit:     mentee
-- grain:    one row per mentee or applicant and step reached
-- scale:    mentees
-- better:   higher
-- missing:  a step that nothing in the data records is left out; each step counts only those who took the one before
-- needs:    `people` with the role `mentee`
-- design:   flow
-- segments: people
-- chart:    flow
-- claim:    L0
-- version:  1
-- cite:     CONSORT-style participant flow
with

-- Who applied and enrolled stands in both parts, and counts once.
mentees as (
    select person_id, max(case when role = 'mentee' then 1 else 0 end) = 1 as is_enrolled,
        max(case when role = 'mentee' or eligible then 1 else 0 end) = 1 as is_eligible
    from people
    where role in ('mentee', 'applicant')
    group by person_id
),

matched as (select distinct mentee_id as person_id from matches),

met as (
    select distinct matches.mentee_id as person_id
    from held_meetings
    join matches on matches.match_id = held_meetings.match_id
),

surveyed as (
    select responses.person_id, responses.wave
    from responses
    join waves on waves.instrument = responses.instrument and waves.wave = responses.wave and waves.role = 'mentee'
    where responses.state = 'answered'
),

-- Records of a school or an office are not answers; they stand in for them in a program that has no survey.
asked as (
    select person_id, wave from surveyed
    union all
    select outcomes.person_id, outcomes.wave
    from outcomes
    cross join (select count(*) as n from surveyed) as forms
    where outcomes.value is not null and forms.n = 0
),

before as (select distinct asked.person_id from asked join settings on settings.baseline_wave = asked.wave),

after as (select distinct asked.person_id from asked join settings on settings.followup_wave = asked.wave),

sizes as (
    select
        (select count(*) from mentees where not is_enrolled) as applied,
        (select count(eligible) from people where role = 'applicant') as assessed,
        (select count(*) from matched) as matched,
        (select count(*) from met) as met,
        (select count(*) from before) as before,
        (select count(*) from after) as after
),

-- A step without any data is passed by everyone and not shown.
steps as (
    select
        mentees.person_id, mentees.is_eligible, mentees.is_enrolled,
        sizes.applied, sizes.assessed, sizes.matched, sizes.met, sizes.before, sizes.after,
        mentees.is_enrolled and (matched.person_id is not null or sizes.matched = 0) as is_matched,
        met.person_id is not null or sizes.met = 0 as has_met,
        before.person_id is not null or sizes.before = 0 as has_before,
        after.person_id is not null or sizes.after = 0 as has_after
    from mentees
    cross join sizes
    left join matched on matched.person_id = mentees.person_id
    left join met on met.person_id = mentees.person_id
    left join before on before.person_id = mentees.person_id
    left join after on after.person_id = mentees.person_id
),

stages as (
    select * from (values
        (1, 'referred or applied'),
        (2, 'eligible'),
        (3, 'enrolled'),
        (4, 'matched'),
        (5, 'met at least once'),
        (6, 'answered at baseline'),
        (7, 'answered at baseline and follow-up')
    ) as named (position, stage)
)

select steps.person_id as unit_id, stages.stage, stages.position
from steps
cross join stages
where case stages.position
    when 1 then steps.applied > 0
    when 2 then steps.assessed > 0 and is_eligible
    when 3 then is_enrolled
    when 4 then steps.matched > 0 and is_matched
    when 5 then steps.met > 0 and is_matched and has_met
    when 6 then steps.before > 0 and is_matched and has_met and has_before
    else steps.after > 0 and is_matched and has_met and has_before and has_after
end
