-- id:       participant_flow
-- title:    Participants, step by step
-- question: How many young people took each step, and where were they lost?
-- family:   participation
-- rba:      how_much
-- unit:     mentee
-- grain:    one row per mentee and step reached
-- scale:    mentees
-- better:   higher
-- missing:  a step that nothing in the data records is left out; each step counts only those who took the one before
-- design:   flow
-- chart:    flow
-- claim:    L0
-- version:  1
-- cite:     CONSORT-style participant flow
with

mentees as (select person_id from people where role = 'mentee'),

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
        (select count(*) from matched) as matched,
        (select count(*) from met) as met,
        (select count(*) from before) as before,
        (select count(*) from after) as after
),

-- A step without any data is passed by everyone and not shown.
steps as (
    select
        mentees.person_id,
        sizes.matched, sizes.met, sizes.before, sizes.after,
        matched.person_id is not null or sizes.matched = 0 as is_matched,
        met.person_id is not null or sizes.met = 0 as has_met,
        before.person_id is not null or sizes.before = 0 as has_before,
        after.person_id is not null or sizes.after = 0 as has_after
    from mentees
    cross join sizes
    left join matched on matched.person_id = mentees.person_id
    left join met on met.person_id = mentees.person_id
    left join before on before.person_id = mentees.person_id
    left join after on after.person_id = mentees.person_id
)

select person_id as unit_id, 'enrolled' as stage, 1 as position from steps
union all
select person_id as unit_id, 'matched' as stage, 2 as position from steps
where matched > 0 and is_matched
union all
select person_id as unit_id, 'met at least once' as stage, 3 as position from steps
where met > 0 and is_matched and has_met
union all
select person_id as unit_id, 'answered at baseline' as stage, 4 as position from steps
where before > 0 and is_matched and has_met and has_before
union all
select person_id as unit_id, 'answered at baseline and follow-up' as stage, 5 as position from steps
where after > 0 and is_matched and has_met and has_before and has_after
