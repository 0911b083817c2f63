//! The words that our own tables allow, as a reader says them.

/// Causes, stages, kinds, roles, arms and waves; what is not here is made readable from its id.
pub(in crate::report) const WORDS: &[(&str, &str)] = &[
    // Why a match ended.
    ("completed", "Ended as planned"),
    ("mentor_moved", "Mentor moved away"),
    ("mentor_time", "Mentor had no time"),
    ("mentee_moved", "Mentee moved away"),
    ("mentee_interest", "Mentee lost interest"),
    ("parent", "Parent’s decision"),
    ("conflict", "Conflict in the match"),
    ("safety", "Concern about safety"),
    ("program", "Program’s decision"),
    ("stopped_meeting", "Stopped meeting"),
    ("unknown", "Reason unknown"),
    // Steps of a participant.
    ("enrolled", "Enrolled"),
    ("matched", "Matched"),
    ("met at least once", "Met at least once"),
    ("answered at baseline", "Answered at baseline"),
    ("answered at baseline and follow-up", "Answered at baseline and follow-up"),
    // What became of a question.
    ("answered", "Answered"),
    ("skipped", "Skipped"),
    ("not_asked", "Not asked"),
    ("not_applicable", "Not applicable"),
    ("unchecked", "Box not ticked"),
    ("refused", "Refused"),
    // Roles and arms.
    ("mentee", "Mentees"),
    ("mentor", "Mentors"),
    ("comparison", "Comparison group"),
    ("control", "Control group"),
    ("staff", "Staff"),
    ("teacher", "Teachers"),
    ("manager", "Managers"),
    // Who made a match.
    ("algorithm", "By a matching tool"),
    ("self", "By the two themselves"),
    // Waves.
    ("baseline", "Baseline"),
    ("followup", "Follow-up"),
    // Recognition.
    ("participation", "Participation"),
    ("skills", "Skills"),
    ("industry", "Industry"),
    ("training", "Training"),
    ("service", "Service"),
];
