-- id:       costs
-- title:    Costs
-- question: What does the program cost, and for what?
-- family:   cost
-- order:    1
-- rba:      how_much
-- unit:     cost
-- grain:    one row per cost line
-- scale:    currency of the program
-- better:   neither
-- missing:  cost lines without an amount are counted and left out
-- needs:    `costs`
-- design:   amount
-- chart:    totals
-- claim:    L0
-- version:  1
-- cite:     sum of the cost lines; what was given in kind stands apart
select
    row_number() over (order by period, category, in_kind, amount) as unit_id,
    case when in_kind then category || ' (in kind)' else category end as category,
    amount
from costs
