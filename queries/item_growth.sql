-- id:       item_growth
-- title:    Growth item by item, {subject}
-- question: How did the answers to single items change?
-- family:   skill_growth
-- order:    8
-- rba:      better_off
-- unit:     mentee
-- grain:    one row per mentee and item of a skill scale answered at baseline
-- scale:    points on the item’s own range, turned where the item is reversed
-- better:   higher
-- missing:  mentees without a follow-up answer are kept as missing, counted, and left out of the test
-- needs:    a scale of the kind `skill` of mentees, and `responses` at baseline
-- design:   paired
-- tests:    wilcoxon_signed_rank, paired_t
-- effect:   hedges_g_av
-- request:  yes
-- chart:    paired_dots
-- claim:    L2
-- version:  1
-- cite:     typical change with signed-rank test; single items are less reliable than their scale
with

asked as (
    select instrument, item, reversed, minimum, maximum, case when count(*) over (partition by item) > 1 then instrument || '.' || item else item end as subject
    from (select distinct instrument, item, reversed, minimum, maximum from scales where kind = 'skill' and role = 'mentee') as items_of_scales
),

-- One answer per person, item and wave: the later one, and of two on one day the lower.
given as (
    select
        responses.person_id, responses.instrument, responses.item, asked.subject, responses.wave, responses.answered_day,
        case when asked.reversed then asked.minimum + asked.maximum - responses.value else responses.value end as value
    from responses
    join asked on asked.instrument = responses.instrument and asked.item = responses.item
),

repeated as (
    select person_id, instrument, item, wave
    from given
    group by person_id, instrument, item, wave
    having count(*) > 1
),

-- Few answer twice, and only their answers are put in order.
ranked as (
    select
        given.person_id, given.instrument, given.item, given.subject, given.wave, given.value,
        row_number() over (
            partition by given.person_id, given.instrument, given.item, given.wave
            order by case when given.value is null then 1 else 0 end, given.answered_day desc nulls last, given.value
        ) as nth
    from repeated
    join given on given.person_id = repeated.person_id and given.instrument = repeated.instrument
        and given.item = repeated.item and given.wave = repeated.wave
),

answers as (
    select given.person_id, given.instrument, given.item, given.subject, given.wave, given.value
    from repeated
    right join given on given.person_id = repeated.person_id and given.instrument = repeated.instrument
        and given.item = repeated.item and given.wave = repeated.wave
    where repeated.person_id is null
    union all
    select person_id, instrument, item, subject, wave, value
    from ranked
    where nth = 1
)

select before.person_id as unit_id, before.subject, before.value as before, after.value as after
from answers as before
join settings on settings.baseline_wave = before.wave
left join answers as after
    on after.person_id = before.person_id and after.instrument = before.instrument and after.item = before.item
    and after.wave = settings.followup_wave
where before.value is not null
