### What ids are called.

# Why a match ended.
word-completed = Ended as planned
word-mentor-moved = Mentor moved away
word-mentor-time = Mentor had no time
word-mentee-moved = Mentee moved away
word-mentee-interest = Mentee lost interest
word-parent = Parent’s decision
word-conflict = Conflict in the match
word-safety = Concern about safety
word-program = Program’s decision
word-stopped-meeting = Stopped meeting
word-unknown = Reason unknown

# Steps of a participant.
word-referred-or-applied = Referred or applied
word-eligible = Eligible
word-enrolled = Enrolled
word-matched = Matched
word-met-at-least-once = Met at least once
word-answered-at-baseline = Answered at baseline
word-answered-at-baseline-and-follow-up = Answered at baseline and follow-up

# What became of a question.
word-answered = Answered
word-skipped = Skipped
word-not-asked = Not asked
word-not-applicable = Not applicable
word-unchecked = Box not ticked
word-refused = Refused

# Roles and arms.
word-mentee = Mentees
word-mentor = Mentors
word-comparison = Comparison group
word-control = Control group
word-staff = Staff
word-teacher = Teachers
word-manager = Managers

# Who made a match.
word-algorithm = By a matching tool
word-self = By the two themselves

# Waves.
word-baseline = Baseline
word-followup = Follow-up

# Recognition.
word-participation = Participation
word-skills = Skills
word-industry = Industry
word-training = Training
word-service = Service

# What stands in a contrast.
word-others = Others
word-alike = Alike
word-apart = Apart

# How a meeting took place.
word-in-person = In person
word-phone = Phone
word-video = Video
word-message = Message

# Families of measures: the name in the contents, and the heading of a section.
family-name-participation = Participants
family-question-participation = Who took part?
family-name-engagement = Time together
family-question-engagement = How much time did pairs spend together?
family-name-matching = Matching
family-question-matching = How were mentors and mentees brought together?
family-name-support = Support by staff
family-question-support = How are matches supported?
family-name-cost = Resources
family-question-cost = What does the program cost?
family-name-recognition = Recognition
family-question-recognition = What recognition was awarded?
family-name-retention = Lasting matches
family-question-retention = Did matches last?
family-name-satisfaction = Satisfaction
family-question-satisfaction = Are mentors and mentees satisfied?
family-name-answers = Choices
family-question-answers = What did people choose?
family-name-alignment = Shared expectations
family-question-alignment = Did mentor and mentee expect the same?
family-name-wellbeing = Wellbeing
family-question-wellbeing = How did behaviour and wellbeing change?
family-name-skill-growth = Skills
family-question-skill-growth = Did skills grow?
family-name-goals = Goals
family-question-goals = Were goals reached?
family-name-academic = School
family-question-academic = How did mentees do at school?
family-name-career = Work and training
family-question-career = How did participants do at work?
family-name-mentors = Mentors
family-question-mentors = How are mentors doing?
family-name-equity = Access
family-question-equity = Who has access?
family-name-voices = Voices
family-question-voices = What did people write about?
family-name-comparison = Compared with others
family-question-comparison = Did the groups develop differently?
family-name-quality = Quality

# Results-based accountability.
rba-how-much = How much
rba-how-well = How well
rba-better-off = Better off

# Editions.
edition = { $name } edition
edition-funder = Funder edition
edition-board = Board edition
edition-school-term = School edition
edition-corporate = Company edition
edition-evaluator = Evaluator edition
edition-public = Public edition

# Small words.
outcomes = outcomes
versus = { $one } vs { $two }
interval = { $level } interval
intervals = { $level } intervals

# What answers are called in a table.
answer-mean = Average
answer-median = Median
answer-share = Share
answer-top-box = Top answers
answer-nps = Net promoter score
answer-mean-change = Average change
answer-wilcoxon = Typical change (Hodges–Lehmann)
answer-mean-before = Average before
answer-mean-after = Average after
answer-improved = Share that rose
answer-maintained = Share that stayed the same
answer-declined = Share that fell
answer-correlation = Correlation of both times
answer-mean-gap = Average gap, mentor minus mentee
answer-icc-agreement = Agreement, ICC(A,1)
answer-icc-consistency = Consistency, ICC(C,1)
answer-weighted-kappa = Weighted kappa
answer-share-aligned = Share that agrees
answer-mean-absolute-gap = Average size of the gap
answer-limits-of-agreement = Limits of agreement
answer-mean-mentor = Average of mentors
answer-mean-mentee = Average of mentees
answer-median-days = Typical length (median)
answer-rate = Rate
answer-rate-poisson = Rate, as if events came singly
answer-total = Total
answer-per-unit = Average per row
answer-reached = Reached
answer-share-of-first = Share of the first step
answer-alpha = Cronbach’s alpha
answer-difference = Difference
answer-risk-difference = Difference of shares
answer-any-difference = Any difference
answer-difference-in-change = Difference in change
answer-adjusted-difference = Difference, adjusted for the start
answer-baseline-difference = Difference at the start
answer-attrition = Lost before the later time
answer-gap-to-others = Difference from the others
answer-adjusted-gap-to-others = Difference from the others, adjusted
answer-change-from-term-before = Change from the term before
answer-partner-check = Gap less that of partners by lot
answer-krippendorff-alpha = Krippendorff’s alpha
answer-log-rank = Log-rank test
answer-reliably-improved = Share that rose by more than error
answer-reliably-unchanged = Share whose change may be error
answer-reliably-declined = Share that fell by more than error
answer-response-surface-a1 = Slope where both agree
answer-response-surface-a2 = Curvature where both agree
answer-response-surface-a3 = Slope where they differ
answer-response-surface-a4 = Curvature where they differ
answer-response-surface-a5 = Turn of the ridge away from agreement
answer-theil = Theil’s index
answer-theil-between = Part of it between the groups
answer-hazard-ratio = Hazard ratio
answer-ratio = Amount for one
answer-profile-similarity = Correlation of both sides
answer-distinctive-similarity = The same, less that of strangers
answer-still-meeting = Still meeting after { $months }
answer-rmst = Average time
answer-rmst-difference = Longer on average
answer-incidence = Ended, by reason
answer-longer = Longer on average, in the first { $months }
answer-average-time = Average time in the first { $months }
answer-ended-by = { $cause }, by { $months }
answer-hazard-ratio-of = Hazard ratio { $group }
answer-item-rest = Item and the others: { $item }
answer-alpha-without = Alpha without: { $item }
