-- id:       match_survival
-- title:    How long matches last
-- question: How long do matches last?
-- family:   retention
-- rba:      how_well
-- unit:     match
-- grain:    one row per match
-- scale:    days since the first meeting, else since the match date
-- better:   higher
-- missing:  matches without a start, or closed on an unknown day, are counted and left out; open matches count up to the cut-off date
-- design:   duration
-- planned:  completed
-- at:       90, 180, 270, 365
-- answers:  survival, rmst, median
-- chart:    survival
-- claim:    L1
-- version:  1
-- cite:     Kaplan and Meier 1958; planned completion is never counted as a failure
select match_id as unit_id, days, cause
from spells
