//! What can be recognised by its form: addresses of every kind, numbers, dates, schools, names after a title.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::words::{folded, is_listed, is_ordinary, is_small};

/// What was taken out of a text. Of two at one place the first in this order names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Taken {
    /// An e-mail address.
    Email,
    /// The address of a page.
    Link,
    /// A phone number.
    Phone,
    /// Where somebody lives.
    Address,
    /// A school or another place of the program.
    School,
    /// An id.
    Id,
    /// The name of an account.
    Account,
    /// A date.
    Date,
    /// A long number.
    Number,
    /// A name.
    Name,
}

impl Taken {
    /// What stands in its place.
    pub fn placeholder(self) -> &'static str {
        match self {
            Self::Email => "[e-mail]",
            Self::Link => "[web address]",
            Self::Phone => "[phone]",
            Self::Address => "[address]",
            Self::School => "[school]",
            Self::Account => "[account]",
            Self::Id => "[id]",
            Self::Date => "[date]",
            Self::Number => "[number]",
            Self::Name => "[name]",
        }
    }
}

/// A form, and what it is.
struct Rule {
    taken: Taken,
    /// The group `it`, or else the whole, is what is taken out.
    pattern: &'static str,
    /// Which part of what was found it is, if it is one.
    part: fn(&str) -> Option<Range<usize>>,
}

const fn rule(taken: Taken, pattern: &'static str) -> Rule {
    Rule { taken, pattern, part: whole }
}

const RULES: &[Rule] = &[
    // Addresses in the network.
    rule(Taken::Link, r"(?i)\b(?:https?|ftp)://\S+|\bwww\.\S+"),
    rule(
        Taken::Link,
        r"(?i)\b(?:[\p{L}\p{N}-]+\.)+(?:com|org|net|edu|gov|info|app|link|tv|gg|ly)\b(?:/\S*)?",
    ),
    rule(Taken::Link, r"(?i)\b[\p{L}\p{N}-]{2,}\.(?:[\p{L}\p{N}-]{2,}\.)*[a-z]{2}/\S+"),
    rule(Taken::Link, r"(?i)\b[\p{L}\p{N}-]{2,}\.(?:[\p{L}\p{N}-]{2,}\.)+[a-z]{2}\b"),
    rule(Taken::Email, r"[\p{L}\p{N}._%+'’-]+ ?@ ?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+"),
    rule(
        Taken::Email,
        r"(?i)[\p{L}\p{N}._%+-]+(?:\s*[(\[{]\s*at\s*[)\]}]\s*|\s+at\s+)[\p{L}\p{N}-]+(?:\s*[(\[{]\s*dot\s*[)\]}]\s*|\s+dot\s+|\.)(?:com|org|net|edu|gov|de|fr|es|pt|br|uk|us)\b",
    ),
    rule(
        Taken::Email,
        r"(?i)[\p{L}\p{N}._%+-]+\s+at\s+(?:gmail|yahoo|hotmail|outlook|icloud|gmx|proton|protonmail|aol|msn)\b",
    ),
    // Accounts.
    rule(Taken::Account, r"(?:^|[^\p{L}\p{N}])(?P<it>@ ?[\p{L}\p{N}_.]{2,})"),
    rule(Taken::Account, r"(?:^|[^\p{L}\p{N}&])(?P<it>#[\p{L}_][\p{L}\p{N}_]+)"),
    rule(Taken::Account, r"\b[\p{L}\p{N}_.]{2,}#\d{3,5}\b"),
    rule(Taken::Account, r"\b\p{L}+[@$][\p{L}\p{N}@$]+"),
    rule(Taken::Account, r"\b_*[\p{L}\p{N}]+(?:_+[\p{L}\p{N}]+)+\b"),
    Rule {
        taken: Taken::Account,
        pattern: r"\b\p{L}{2,}\d{2,}[\p{L}\p{N}]*\b",
        part: |text| (!folded(text).starts_with("covid")).then_some(0..text.len()),
    },
    rule(
        Taken::Account,
        r"(?i)\b(?:insta(?:gram)?|snap(?:chat)?|tik ?tok|twitter|discord|whats ?app|telegram|facebook|fb|ig|youtube|twitch|roblox|xbox|psn|steam)(?:\s+(?:name|handle|user|username|account|id|tag|page|channel))*\s*(?:\b(?:is|was|at|as|under)\b|[:=(])\s*(?P<it>[\p{L}\p{N}_.#@-]{2,})",
    ),
    rule(
        Taken::Account,
        r"(?i)\b(?:insta(?:gram)?|snap(?:chat)?|tik ?tok|twitter|discord|telegram|facebook|ig|twitch|roblox)\s+(?P<it>[\p{L}\p{N}]*[\d_.#-][\p{L}\p{N}_.#-]*[\p{L}\p{N}])",
    ),
    // Dates, of births among them.
    rule(Taken::Date, r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b"),
    rule(
        Taken::Date,
        r"(?i)\b\d{1,2}(?:st|nd|rd|th|\.|er|º)?\s+(?:of\s+|de\s+|do\s+)?(?:jan(?:uary|uar|vier|eiro)?|ene(?:ro)?|feb(?:ruary|ruar|rero)?|fev(?:ereiro)?|f[eé]vr(?:ier)?|mar(?:ch|zo|ço|s)?|märz|apr(?:il)?|abr(?:il)?|avr(?:il)?|mai|mayo|maio|june?|juni|junio|junho|juin|july?|juli|julio|julho|juillet|aug(?:ust)?|agosto|ao[uû]t|sept?(?:ember)?|sep?tiembre|septembre|setembro|oct(?:ober|ubre|obre)?|okt(?:ober)?|outubro|nov(?:ember|iembre|embre|embro)?|dec(?:ember)?|d[eé]c(?:embre)?|dez(?:ember|embro)?|dic(?:iembre)?|may(?:,?\s+\d{4}))\b(?:,?\s+(?:de\s+|del\s+)?\d{4}\b)?",
    ),
    rule(
        Taken::Date,
        r"(?i)\b(?:jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?\s+\d{1,2}(?:st|nd|rd|th)?\b(?:,?\s+\d{4}\b)?",
    ),
    // Numbers.
    Rule {
        taken: Taken::Phone,
        pattern: r"\+?\(?\d(?:[\s().\-‐‑–/·]{0,3}\d){6,14}",
        part: |text| (digits(text) >= 7).then_some(0..text.len()),
    },
    rule(Taken::Number, r"\d{5,}"),
    rule(
        Taken::Id,
        r"(?i)\b(?:id|nr|number|num|student|card|locker|room|case|badge|ticket|sala|salón|raum|zimmer|salle)\s*(?:id|number|no|nr)?\.?\s*[:#]?\s*(?P<it>[\p{L}]?-?\d{2,}[\p{L}\p{N}-]*)",
    ),
    Rule {
        taken: Taken::Id,
        pattern: r"\b\p{L}{1,4}[-/ ]?\d{2,}(?:[-/]\d+)*\b",
        part: |text| {
            let letters = text.chars().take_while(|letter| letter.is_alphabetic()).count();
            let is_code = text.chars().take(letters).all(char::is_uppercase)
                || text.chars().nth(letters).is_some_and(|mark| matches!(mark, '-' | '/'));
            (is_code && folded(text) != "k12").then_some(0..text.len())
        },
    },
    // Where somebody lives.
    Rule {
        taken: Taken::Address,
        pattern: r"(?i)\b\d{1,5}\p{L}?,?\s+(?:[\p{L}\p{N}.'’-]+\s+){1,4}(?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|boulevard|blvd|court|ct|way|place|pl|terrace|square|sq|circle|highway|hwy|parkway|pkwy|alley|crescent|close|row)\b\.?",
        part: street,
    },
    rule(
        Taken::Address,
        r"\b(?:\p{Lu}[\p{L}'’-]+\s+){1,3}(?:Street|St\.|Avenue|Ave|Road|Rd|Lane|Boulevard|Blvd|Drive|Terrace|Parkway)\b\.?",
    ),
    rule(
        Taken::Address,
        r"\b(?:\p{Lu}\p{L}+[- ]){0,2}\p{L}*(?i:straße|strasse|str\.|gasse|allee|platz|weg)\s+\d{1,4}\s?\p{L}?\b",
    ),
    rule(
        Taken::Address,
        r"(?i)\b(?:\d{1,5},?\s+)?(?:rue|avenue|av\.|boulevard|bd|calle|c/|avenida|avda\.?|plaza|paseo|camino|carrer|rua|travessa|praça|largo|chemin|impasse)\s+(?:(?:de|del|la|las|los|du|des|da|do|dos|le|les|l['’])\s*)*\p{L}[\p{L}'’-]*(?:\s+\p{L}[\p{L}'’-]*){0,3}?,?\s*(?:n[º°o.]*\s*)?\d{1,5}\b",
    ),
    rule(
        Taken::Address,
        r"\b\d{1,5},?\s+(?:rue|avenue|boulevard|chemin|impasse)\s+(?:(?:de|du|des|la|le|les|l['’])\s*)*\p{L}[\p{L}'’-]*",
    ),
    rule(
        Taken::Address,
        r"(?i)\b(?:apt|apartment|flat|suite|p\.? ?o\.? box)\.?\s*#?\s*\d+\p{L}?\b",
    ),
    rule(Taken::Address, r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"),
    // Schools.
    Rule {
        taken: Taken::School,
        pattern: r"\b(?:\p{Lu}[\p{L}.'’-]*\s+){1,5}(?:School|Academy|College|University|Institute|Prep|Elementary|Kindergarten|Schule|Gymnasium|High|Middle)\b",
        part: named,
    },
    rule(Taken::School, r"\b(?:PS|P\.S\.|MS|M\.S\.|IS|I\.S\.)\s?#?\s?\d{2,3}\b"),
    rule(
        Taken::School,
        r"(?i:\b(?:escuela|colegio|instituto|liceo|école|ecole|collège|lycée|escola|colégio|grundschule|gymnasium|realschule|gesamtschule|hauptschule|universidad|université|(?:university|academy|college)\s+of)\s+(?:(?:of|de|del|la|las|los|el|du|des|da|do|dos|san|santa|saint|sainte)\s+)*)\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)*",
    ),
    rule(
        Taken::School,
        r"\b\p{Lu}[\p{L}-]*-(?:Schule|Grundschule|Gymnasium|Realschule|Gesamtschule|Oberschule)\b|\b\p{Lu}\p{Ll}+(?:gymnasium|realschule|gesamtschule)\b",
    ),
    // Names after a title, and where somebody says how they are called.
    Rule {
        taken: Taken::Name,
        pattern: r"(?i:\b(?:mr|mrs|ms|mx|dr|prof|professor|herr|frau|señora?|senora?|sra?|srta|monsieur|madame|mme|mlle|senhora?)\b)\.?\s+(?P<it>\p{L}[\p{L}'’-]*(?:\s+\p{Lu}[\p{L}'’-]+)*)",
        part: a_name,
    },
    rule(
        Taken::Name,
        r"(?i:\b(?:miss|coach|uncle|aunt|auntie|grandma|grandpa|pastor|rabbi|imam|tío|tía|tio|tia|onkel|tante|don|doña)\b)\.?\s+(?P<it>\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)*)",
    ),
    Rule {
        taken: Taken::Name,
        pattern: r"(?i:\b(?:name is|name's|names|am called|i'm called|call me|called me|calls me|named|ich hei(?:ß|ss)e|hei(?:ß|ss)t|name ist|me llamo|se llama|nombre es|m['’]appelle|s['’]appelle|nom est|me chamo|se chama|nome é|chamo-me)\b)\s+(?P<it>\p{L}[\p{L}'’-]*(?:\s+\p{Lu}[\p{L}'’-]+)*)",
        part: a_name,
    },
];

static COMPILED: LazyLock<Vec<(&'static Rule, Regex)>> = LazyLock::new(|| {
    let compile = |rule: &'static Rule| {
        (rule, Regex::new(rule.pattern).expect("every pattern is tried by a test"))
    };
    RULES.iter().map(compile).collect()
});

/// Everything in a text that has a form.
pub(super) fn found(text: &str) -> Vec<(Range<usize>, Taken)> {
    let mut found = Vec::new();
    for (rule, pattern) in &*COMPILED {
        for captures in pattern.captures_iter(text) {
            let Some(hit) = captures.name("it").or_else(|| captures.get(0)) else { continue };
            let own = hit.as_str().trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
            if let Some(part) = (rule.part)(own) {
                found.push((hit.start() + part.start..hit.start() + part.end, rule.taken));
            }
        }
    }
    found
}

#[expect(clippy::unnecessary_wraps, reason = "the form of all such functions")]
fn whole(text: &str) -> Option<Range<usize>> {
    Some(0..text.len())
}

fn digits(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_numeric()).count()
}

/// Nothing for a word such as `when` in `call me when`, or an ordinary one without a capital.
fn a_name(text: &str) -> Option<Range<usize>> {
    let first = text.split_whitespace().next().unwrap_or_default();
    let plain = folded(first);
    let is_capital = first.starts_with(char::is_uppercase);
    let is_none = is_small(&plain) || !is_capital && is_ordinary(&plain);
    (!is_none).then_some(0..text.len())
}

/// A street has no small words in its name: `2 more times this way` is none.
fn street(text: &str) -> Option<Range<usize>> {
    let is_small = |word: &str| is_small(&folded(word));
    let inner: Vec<&str> = text.split_whitespace().skip(1).collect();
    let (_, names) = inner.split_last()?;
    (!names.iter().any(|word| is_small(word))).then_some(0..text.len())
}

/// A school's name without small words before it; none when only the kind of school is named.
fn named(text: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for word in text.split_whitespace() {
        let at = start + text[start..].find(word)?;
        let plain = folded(word);
        if !is_small(&plain) {
            let rest: Vec<String> = text[at..].split_whitespace().map(folded).collect();
            let is_name = rest.iter().any(|word| !is_listed("kinds", word));
            return is_name.then_some(at..text.len());
        }
        start = at + word.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a text that are taken out, each once.
    fn pieces(text: &str) -> Vec<(&str, Taken)> {
        let mut pieces: Vec<_> =
            found(text).into_iter().map(|(place, taken)| (&text[place], taken)).collect();
        pieces.sort_unstable();
        pieces.dedup();
        pieces
    }

    #[test]
    fn every_pattern_compiles_and_names_what_it_takes() {
        assert_eq!(COMPILED.len(), RULES.len());
        for (rule, pattern) in &*COMPILED {
            let names: Vec<&str> = pattern.capture_names().flatten().collect();
            assert!(names.is_empty() || names == ["it"], "{}", rule.pattern);
            assert!(rule.taken.placeholder().starts_with('['));
        }
    }

    #[test]
    fn what_has_a_form_is_found_whatever_stands_around_it() {
        for (form, taken) in [
            ("ann.lee+x@example.org", Taken::Email),
            ("ann @ example.org", Taken::Email),
            ("ann (at) example (dot) org", Taken::Email),
            ("annlee at gmail", Taken::Email),
            ("https://example.org/a?b=c", Taken::Link),
            ("www.example.org", Taken::Link),
            ("example.org/me", Taken::Link),
            ("bit.ly/3xyz", Taken::Link),
            ("lincoln.k12.us", Taken::Link),
            ("+1 555 777 0199", Taken::Phone),
            ("(555) 777-0199", Taken::Phone),
            ("555-0142", Taken::Phone),
            ("030/1234567", Taken::Phone),
            ("@ann_lee", Taken::Account),
            ("annlee07", Taken::Account),
            ("ann_lee", Taken::Account),
            ("ann#1234", Taken::Account),
            ("#AnnLee", Taken::Account),
            ("12 Mill Lane", Taken::Address),
            ("12 mill lane", Taken::Address),
            ("4b East 12th Ave.", Taken::Address),
            ("Maple Street", Taken::Address),
            ("Lange Straße 5", Taken::Address),
            ("Goethestr. 12a", Taken::Address),
            ("Calle de la Luna, 7", Taken::Address),
            ("12 rue de la Paix", Taken::Address),
            ("Rua das Flores 12", Taken::Address),
            ("apt 4b", Taken::Address),
            ("SW1A 1AA", Taken::Address),
            ("Lincoln High School", Taken::School),
            ("José Martí School", Taken::School),
            ("Escuela Peña Blanca", Taken::School),
            ("école Jules Ferry", Taken::School),
            ("Albert-Schweitzer-Schule", Taken::School),
            ("Goethegymnasium", Taken::School),
            ("PS 118", Taken::School),
            ("RB-0040", Taken::Id),
            ("MN0042", Taken::Id),
            ("03/04/2010", Taken::Date),
            ("2010-04-03", Taken::Date),
            ("3 April 2010", Taken::Date),
            ("April 3rd, 2010", Taken::Date),
            ("3 de abril de 2010", Taken::Date),
            ("123456", Taken::Number),
        ] {
            for (before, after) in [("", ""), ("ok, ", " maybe"), ("(", ")"), ("so: ", "!")] {
                let text = format!("{before}{form}{after}");
                let all = found(&text);
                let own = all.iter().find(|(place, _)| {
                    let bare = form.trim_end_matches('.').len();
                    place.start <= before.len() && before.len() + bare <= place.end
                });
                let kinds: Vec<Taken> = all.iter().map(|(_, taken)| *taken).collect();
                assert!(own.is_some() && kinds.contains(&taken), "{text}: {all:?}");
            }
        }
    }

    #[test]
    fn names_follow_titles_and_introductions() {
        for (text, name) in [
            ("Ask Mr. Kestrelton in the hall", "Kestrelton"),
            ("mrs lopez helps", "lopez"),
            ("Coach Dale Smith was nice", "Dale Smith"),
            ("my name is juno and I like it", "juno"),
            ("Me llamo Luz Marina", "Luz Marina"),
            ("ich heiße Jörg", "Jörg"),
            ("a dog named max", "max"),
        ] {
            assert!(pieces(text).contains(&(name, Taken::Name)), "{text}: {:?}", pieces(text));
        }
    }

    #[test]
    fn ordinary_sentences_have_no_form() {
        for text in [
            "I talk more in class now.",
            "My mentor had no time in spring, that was sad.",
            "We met 2 more times this way, 3 times in all, for 60 minutes.",
            "An hour is too short; 9 months is too short.",
            "She helped me from grade 6 to 12, K-12.",
            "I finished high school and middle school.",
            "My Middle School was far. The High School, too.",
            "We walked 3 miles down the road and it was fun.",
            "Call me when you can. I miss my mentor. Miss you!",
            "The coach is nice, e.g. at 5 p.m. on Friday, 24/7.",
            "10 out of 10, 100% good :) 1st, 2nd, 3rd place",
            "Instagram and Snapchat take my time",
            "it was named best of all, and/or so",
            "In May 2025 we went on trips",
        ] {
            assert_eq!(pieces(text), [], "{text}");
        }
    }
}
