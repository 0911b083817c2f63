//! The words that our own tables allow, as a reader says them.

/// Causes, stages, kinds, roles, arms and waves, each with its message; what is not here is made readable from its id.
pub(in crate::report) const WORDS: &[&str] = &[
    // Why a match ended.
    "completed",
    "mentor_moved",
    "mentor_time",
    "mentee_moved",
    "mentee_interest",
    "parent",
    "conflict",
    "safety",
    "program",
    "stopped_meeting",
    "unknown",
    // Steps of a participant.
    "referred or applied",
    "eligible",
    "enrolled",
    "matched",
    "met at least once",
    "answered at baseline",
    "answered at baseline and follow-up",
    // What became of a question.
    "answered",
    "skipped",
    "not_asked",
    "not_applicable",
    "unchecked",
    "refused",
    // Roles and arms.
    "mentee",
    "mentor",
    "comparison",
    "control",
    "staff",
    "teacher",
    "manager",
    // Who made a match.
    "algorithm",
    "self",
    // Waves.
    "baseline",
    "followup",
    // Recognition.
    "participation",
    "skills",
    "industry",
    "training",
    "service",
    // What stands in a contrast.
    "others",
    "alike",
    "apart",
    // How a meeting took place.
    "in_person",
    "phone",
    "video",
    "message",
];
