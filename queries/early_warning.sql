-- id:       early_warning
-- title:    Early-warning flags
-- question: How many mentees have a flag for attendance, behaviour or course performance?
-- family:   academic
-- order:    10
-- rba:      better_off
-- unit:     mentee
-- grain:    one row per mentee with a record of at least one of the measures at follow-up
-- scale:    1 with attendance below 90 %, a suspension, or a failed course in a core subject, else 0
-- better:   lower
-- missing:  mentees without a flag of whom one of the measures is unknown are counted and left out
-- needs:    `outcomes` with two or more of the measures `attendance`, `suspensions`, `core_failures` at follow-up
-- design:   one_group
-- answers:  share
-- chart:    bars
-- says:     {value} of the mentees have at least one early-warning flag.
-- card:     mentees with an early-warning flag
-- claim:    L1
-- version:  1
-- cite:     attendance, behaviour and course performance; these cut-offs are a common convention, not a validated standard
select
    wave_outcomes.person_id as unit_id,
    -- One flag is enough; no flag is only known when nothing is unknown.
    case
        when max(case when wave_outcomes.measure = 'attendance' and wave_outcomes.value < 0.9 then 1
            when wave_outcomes.measure in ('suspensions', 'core_failures') and wave_outcomes.value >= 1 then 1 else 0 end) = 1 then 1
        when count(wave_outcomes.value) = max(known.n) then 0
    end as value
from wave_outcomes
join settings on settings.followup_wave = wave_outcomes.wave
cross join (
    select count(distinct measure) as n
    from wave_outcomes
    join settings on settings.followup_wave = wave_outcomes.wave
    where measure in ('attendance', 'suspensions', 'core_failures') and value is not null
) as known
where wave_outcomes.measure in ('attendance', 'suspensions', 'core_failures') and known.n >= 2
group by wave_outcomes.person_id
