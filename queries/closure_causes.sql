-- id:       closure_causes
-- title:    Why matches close
-- question: Why do matches close, and how often?
-- family:   retention
-- rba:      how_well
-- unit:     match
-- grain:    one row per match
-- scale:    days since the first meeting, else since the match date
-- better:   neither
-- missing:  matches without a start, or closed on an unknown day, are counted and left out; a closure without a cause is `unknown`
-- design:   duration
-- planned:  completed
-- at:       365
-- answers:  incidence
-- chart:    incidence
-- claim:    L1
-- version:  1
-- cite:     Aalen and Johansen 1978: each cause competes with the others, so that causes and open matches add up to all matches
select match_id as unit_id, days, cause
from spells
