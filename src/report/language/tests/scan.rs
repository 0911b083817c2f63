//! Reads our sources as text: what is said in them, and what prose stands in them.

use std::sync::LazyLock;

use regex::Regex;

/// Messages said in code, `say!(language, "id", place = value)`, with their places.
pub(super) fn said_in_code(text: &str) -> Vec<(String, Vec<String>)> {
    let mut said = Vec::new();
    for (start, _) in text.match_indices("say!(") {
        let parts = arguments(&text[start + "say!(".len()..]);
        let Some(id) = parts.get(1).and_then(|part| literal(part)) else { continue };
        let places = parts[2..].iter().filter_map(|part| part.split_once('='));
        said.push((id, places.map(|(name, _)| name.trim().to_owned()).collect()));
    }
    said
}

/// Messages said in a template, `say("id", place=value)`.
pub(super) fn said_in_template(text: &str) -> Vec<(String, Vec<String>)> {
    let mut said = Vec::new();
    for (start, _) in text.match_indices("say(") {
        let parts = arguments(&text[start + "say(".len()..]);
        let Some(id) = parts.first().and_then(|part| literal(part)) else { continue };
        let places = parts[1..].iter().filter_map(|part| part.split_once('='));
        said.push((id, places.map(|(name, _)| name.trim().to_owned()).collect()));
    }
    said
}

fn literal(part: &str) -> Option<String> {
    part.trim().strip_prefix('"')?.strip_suffix('"').map(str::to_owned)
}

/// The arguments up to the closing bracket, parted at commas that stand in no brackets.
fn arguments(text: &str) -> Vec<String> {
    let (mut parts, mut depth, mut quoted) = (vec![String::new()], 0_usize, false);
    let mut before = ' ';
    for letter in text.chars() {
        if letter == '"' && before != '\\' {
            quoted = !quoted;
        }
        before = letter;
        if !quoted {
            match letter {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' if depth == 0 => break,
                ')' | ']' | '}' => depth -= 1,
                ',' if depth == 0 => {
                    parts.push(String::new());
                    continue;
                }
                _ => {}
            }
        }
        if let Some(last) = parts.last_mut() {
            last.push(letter);
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// Two words of lower-case letters beside one another.
static PROSE: LazyLock<Regex> = LazyLock::new(|| Regex::new("[a-z]{2,} [a-z]{2,}").unwrap());

/// The literals of a line.
fn literals(line: &str) -> Vec<String> {
    let (mut found, mut open) = (Vec::new(), None::<String>);
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match (&mut open, letter) {
            (Some(text), '\\') => text.extend(letters.next()),
            (Some(_), '"') => found.extend(open.take()),
            (Some(text), other) => text.push(other),
            (None, '"') => open = Some(String::new()),
            (None, _) => {}
        }
    }
    found.extend(open);
    found
}

/// Files that print for whoever runs the program, whose language is English, or nothing at all.
const FOR_STAFF: &[&str] = &[
    "brand/",
    "findings/",
    "language/",
    "render.rs",
    "rewrite.rs",
    "svg.rs",
    "template.rs",
    "theme.rs",
    "ladder.rs",
];

/// What is no prose for a reader, each for its reason.
const NO_PROSE: &[&str] = &[
    // Names of steps in the data.
    "referred or applied",
    "met at least once",
    "answered at baseline",
    // What an earlier room says, by which its remark is known.
    "not computed",
    "a gap of ",
    "adjusted for ",
    "the start",
    "nothing to count: needs ",
    // What a record says to machines, too; it has a message.
    "fewer than {min_cell}",
    "not told",
    // A name of a unit, which has a message.
    "percentage points",
    // A contrast in the data.
    "mentee vs ",
    "group vs others",
    "net promoter score, −100 to 100",
    // No drawing of ours, no text at all.
    "every kind has a layout",
    // A style sheet's or a mail's own words.
    "default-src",
];

pub(super) fn prints_an_edition(file: &str) -> bool {
    !FOR_STAFF.iter().any(|part| file.contains(part))
}

/// Literals of prose in code that prints: not in comments, error messages, help texts and reasons.
pub(super) fn prose(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_help = false;
    for line in text.lines() {
        let code = line.trim_start();
        // Help texts of charts go over several lines.
        if code.starts_with("about:") {
            is_help = true;
        }
        let skipped = is_help
            || ["//", "#[", "reason =", "///"].iter().any(|start| code.starts_with(start))
            || code.contains("expect(\"");
        if is_help && (code.ends_with(',')) {
            is_help = false;
        }
        if skipped {
            continue;
        }
        let prose = literals(code).into_iter().filter(|literal| PROSE.is_match(literal));
        found.extend(prose.filter(|text| !NO_PROSE.iter().any(|known| text.contains(known))));
    }
    found
}

/// What stands before a text that no report says: help, what may stand in a header, what cannot happen, why a lint is off.
const UNSAID: &[&str] = &["about:", "allowed:", "allowed =", "name:", "expect("];

/// Texts of prose that code gives to whoever comes after it: of a whole file, without comments, attributes and assertions.
pub(super) fn said_to_later_rooms(text: &str) -> Vec<String> {
    let prose = strings(text).into_iter().filter(|(_, said)| PROSE.is_match(said));
    let is_unsaid = |before: &str| {
        let before = before.trim_end();
        let statement = before.rsplit(';').next().unwrap_or_default();
        UNSAID.iter().any(|start| before.ends_with(start))
            || statement.contains("assert")
            || before.rfind("#[").is_some_and(|start| !before[start..].contains(']'))
    };
    prose.filter(|(before, _)| !is_unsaid(before)).map(|(_, said)| said).collect()
}

/// How far back a text is looked at for what it is.
const BEFORE: usize = 200;

/// The string literals of a source, each behind what stands before it; lines that go on are joined.
fn strings(text: &str) -> Vec<(String, String)> {
    let letters: Vec<char> = text.chars().collect();
    let is_at = |at: usize, wanted: &str| {
        wanted.chars().enumerate().all(|(by, letter)| letters.get(at + by) == Some(&letter))
    };
    let (mut found, mut at) = (Vec::new(), 0);
    while at < letters.len() {
        if is_at(at, "//") {
            while at < letters.len() && letters[at] != '\n' {
                at += 1;
            }
        } else if letters[at] == '\'' && (is_at(at + 2, "'") || is_at(at + 1, "\\")) {
            // A letter by itself, and not a lifetime.
            at += if is_at(at + 1, "\\") { 2 } else { 1 };
            while at + 1 < letters.len() && letters[at + 1] != '\'' {
                at += 1;
            }
            at += 2;
        } else if letters[at] == '"' {
            let before: String = letters[at.saturating_sub(BEFORE)..at].iter().collect();
            let (said, end) = string(&letters, at + 1);
            found.push((before, said));
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// A literal from its first letter on, and the place behind its end.
fn string(letters: &[char], mut at: usize) -> (String, usize) {
    let mut said = String::new();
    while at < letters.len() && letters[at] != '"' {
        if letters[at] != '\\' {
            said.push(letters[at]);
            at += 1;
            continue;
        }
        at += 1;
        match letters.get(at) {
            Some('\n') => {
                while letters.get(at).is_some_and(|letter| letter.is_whitespace()) {
                    at += 1;
                }
            }
            Some('n') => {
                said.push('\n');
                at += 1;
            }
            Some(letter) => {
                said.push(*letter);
                at += 1;
            }
            None => {}
        }
    }
    (said, at + 1)
}
