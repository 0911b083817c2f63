-- id:       nps
-- title:    Willingness to recommend, {subject}
-- question: Would they recommend the program?
-- family:   satisfaction
-- order:    3
-- rba:      how_well
-- unit:     person
-- grain:    one row per person, the latest answer overall and in each term
-- scale:    share of promoters (9 or 10) minus share of detractors (0 to 6)
-- better:   higher
-- missing:  unanswered questions are counted and left out
-- needs:    an item of the kind `nps`, and `responses`
-- design:   one_group
-- answers:  nps
-- nps:      yes
-- terms:    apart
-- chart:    bars
-- says:     Among {subject}, the net promoter score is {value}, on a range from −100 to +100.
-- card:     net promoter score of {subject}
-- claim:    L1
-- version:  1
-- cite:     net promoter score with adjusted Wald interval
select person_id as unit_id, role as subject, value, term_id, form
from (
    select
        person_id, role, value, term_id, form,
        row_number() over (
            partition by person_id, role, term_id
            order by case when value is null then 1 else 0 end, answered_day desc nulls last, value, form
        ) as nth
    from latest_answers
    where kind = 'nps'
) as ranked
where nth = 1
