//! Open answers, made up. Some hold what a report must never repeat, or what must not harm its reader.

/// Hopes of mentees at the start.
pub(crate) const HOPES: &[&str] = &[
    "Somebody to talk to who is not a teacher.",
    "Help with math, and maybe learn to skateboard.",
    "I want to find out what jobs there are.",
    "To get out of the house and see new places.",
    "not sure yet",
    "Someone who listens and doesn't judge.",
    "That we do fun stuff every week!!",
    "Help with applying for a summer job.",
    "I'd like to be less shy in class.",
    "My sister had a mentor and it was great, so I want one too.",
    "Learn to cook, learn to code.",
    "nothing special",
    "To have a plan for after school.",
    "Basketball 🏀 and music 🎵",
];

/// Hopes that are hard to handle.
pub(crate) const HARD_HOPES: &[&str] = &[
    "=HYPERLINK(\"https://example.org/prize\",\"Click here\")",
    "My name is Juno Otterbank and I live at 12 Mill Lane, please call my mom.",
    "Quiero alguien que hable español conmigo 😊 ¡gracias!",
];

/// What mentees say at the end of the year.
pub(crate) const LOOKS_BACK: &[&str] = &[
    "The trips were the best. More trips please.",
    "I talk more in class now.",
    "My mentor had no time in spring, that was sad.",
    "We should meet longer, an hour is too short.",
    "She helped me with my application and I got the job.",
    "It was ok.",
    "I learned to plan my homework, but I don't always do it.",
    "Nothing should change.",
    "I got along with him from the first day.",
    "The room at school is too loud for talking.",
    "More activities with the other kids.",
    "I would have liked to pick my mentor myself.",
    "He believed in me when I failed the test.",
    "Please keep the program, it's the best part of my week.",
    "👍👍👍",
];

/// The same, hard to handle.
pub(crate) const HARD_LOOKS_BACK: &[&str] = &[
    "<script>alert(1)</script>",
    "My mentor Dana Whitfield is the best! Her mail is dana.whitfield@example.org",
    "Ask Mr. Kestrelton in room 14, he knows what happened, his number is 555-0142.",
    "Best year ever 🎉🚀 – thank you, café trips & all \"that\"",
];

/// What mentors say at the end of the year.
pub(crate) const MENTORS_SAY: &[&str] = &[
    "More training on how to end a match well would help.",
    "A rewarding year; we both learned a lot.",
    "It took until December before we trusted one another.",
    "Scheduling around exams was hard.",
    "The monthly calls with staff kept me going.",
    "I'd like to meet other mentors.",
    "My mentee grew so much in confidence.",
    "We lost touch over the winter break and never quite recovered.",
    "Expectations should be discussed before the first meeting.",
    "Nine months is too short.",
    "Travel costs add up.",
    "No complaints.",
];

/// The same, hard to handle.
pub(crate) const HARD_MENTORS_SAY: &[&str] = &[
    "Reach me at lark.heronsway@example.org or 555-0177 if you need a speaker.",
    "Tomas told me about his father; I'd rather talk to staff than write it here.",
    "@SUM(1+1)*cmd|' /C calc'!A0",
];
