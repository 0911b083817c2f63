//! Planted names, addresses and numbers never survive; ordinary sentences do.

use super::redaction::Redactor;
use super::words::{folded, is_ordinary, is_small};
use super::{Known, Taken, Told};

/// Names of made-up persons, some of them words or hard to write.
const PEOPLE: &[&str] = &[
    "Grace Hopefield",
    "Will Marksman",
    "José Núñez-Ortega",
    "Zoë Müller",
    "Nguyễn Thị Hạnh",
    "Søren Kjær",
    "Łukasz Wójcik",
    "Siobhán O'Brien",
    "Jean-Luc d'Aubigné",
    "Oluwaseun Adeyemi",
    "Bo Li",
    "李小龙",
    "Александр Петров",
    "Maria da Silva",
    "Anne-Sophie von der Heide",
    "Mc Donald Tremblay",
];

/// Sentences in which somebody may be named.
const AROUND: &[(&str, &str)] = &[
    ("", ""),
    ("My mentor ", " helped me a lot with homework"),
    ("thanks to ", "! it was fun"),
    ("I liked (", "), and the trips"),
    ("we met at ", "’s house every week"),
    ("ask “", "” about it"),
    ("so nice,", ",really"),
    ("i want to thank both ", " and my friend"),
];

/// The next number of a row that is always the same.
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).unwrap()
}

fn redactor() -> Redactor {
    let mut known = Known::default();
    for name in PEOPLE {
        known.take(Told::Name, name);
    }
    for school in ["Eastside Prep", "José Martí School", "Château Creek School", "Online"] {
        known.take(Told::School, school);
    }
    for id in ["M-001", "RB-0040", "4711"] {
        known.take(Told::Id, id);
    }
    known.take(Told::Address, "12 Willowmere");
    known.take(Told::Email, "nia.underhill@example.org");
    Redactor::new(known, ["Riverbend Youth Mentoring"])
}

/// Ways in which people write a word.
fn written(word: &str, state: &mut u64) -> Vec<String> {
    let plain: String = {
        use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};
        word.nfd().filter(|letter| !is_combining_mark(*letter)).collect()
    };
    let mut ways = vec![
        word.to_owned(),
        word.to_lowercase(),
        word.to_uppercase(),
        plain.to_lowercase(),
        word.chars().flat_map(|letter| [letter, '\u{200b}']).collect(),
    ];
    let letters: Vec<char> = plain.to_lowercase().chars().collect();
    if letters.len() >= 5 {
        for _ in 0..12 {
            let at = next(state) % letters.len();
            let other = char::from(b'a' + u8::try_from(next(state) % 26).unwrap());
            let mut slip = letters.clone();
            match next(state) % 4 {
                0 => drop(slip.remove(at)),
                1 => slip.insert(at, other),
                2 => slip[at] = other,
                _ => slip.swap(at, (at + 1) % letters.len().max(1)),
            }
            ways.push(slip.into_iter().collect());
        }
    }
    ways
}

/// Neighbours were exchanged, or one letter; the first and the last are no neighbours.
fn is_one_slip(one: &str, other: &str) -> bool {
    strsim::osa_distance(&folded(one), &folded(other)) < 2
}

#[test]
fn no_planted_name_survives_however_it_is_written() {
    let redactor = redactor();
    let mut state = 7;
    let mut tried = 0;
    for name in PEOPLE {
        let words: Vec<&str> = name.split([' ', '-', '\'']).filter(|word| word.len() > 1).collect();
        for word in words {
            // Small parts such as `von` are in every sentence.
            if is_small(&folded(word)) || ["von", "der", "mc"].contains(&&*folded(word)) {
                continue;
            }
            for way in written(word, &mut state) {
                let is_slip = folded(&way) != folded(word);
                // A slip that makes another word, such as `grade`, cannot be told from that word.
                if is_slip && (is_ordinary(&folded(&way)) || !is_one_slip(&way, word)) {
                    continue;
                }
                for (before, after) in AROUND {
                    let text = format!("{before}{way}{after}");
                    let found = redactor.redacted(&text);
                    tried += 1;
                    assert!(
                        !folded(&found.text).contains(&folded(&way)) || folded(&way).len() < 3,
                        "{way} ({name}) in {text}: {}",
                        found.text
                    );
                    assert!(found.taken.contains_key(&Taken::Name), "{text}: {found:?}");
                }
            }
        }
    }
    assert!(tried > 2000, "{tried}");
}

#[test]
fn nothing_that_has_a_form_survives() {
    let redactor = redactor();
    for (form, rest) in [
        ("ann.lee@example.org", "example"),
        ("Ann.Lee [at] example [dot] org", "example"),
        ("+49 (0)30 123-4567", "123"),
        ("555.0199", "0199"),
        ("@ann_lee.07", "lee"),
        ("insta: annlee", "annlee"),
        ("my snapchat is annlee", "annlee"),
        ("https://example.org/~ann", "ann"),
        ("www.example.org", "example"),
        ("m-001", "001"),
        ("M 001", "001"),
        ("RB0040", "0040"),
        ("4711", "4711"),
        ("12 Mill Lane", "mill"),
        ("12 willowmere", "willowmere"),
        ("Maple Street", "maple"),
        ("Eastside Prep", "eastside"),
        ("eastside", "eastside"),
        ("jose marti", "marti"),
        ("Chateau Creek School", "chateau"),
        ("Lincoln High School", "lincoln"),
        ("nia.underhill", "underhill"),
        ("niaunderhill", "underhill"),
        ("Mr. Kestrelton", "kestrelton"),
        ("my name is juno", "juno"),
        ("G r a c e", "grace"),
        ("g.r.a.c.e", "grace"),
        ("g-r-a-c-e h", "grace"),
        ("Graaaace", "aaa"),
        ("gr4ce", "gr4"),
        ("j0sé", "j0se"),
        ("Gr@ce", "gr"),
        ("Grасe", "gr"),
        (
            "5\u{fe0f}\u{20e3}5\u{fe0f}\u{20e3}5\u{fe0f}\u{20e3}0\u{fe0f}\u{20e3}1\u{fe0f}\u{20e3}9\u{fe0f}\u{20e3}9\u{fe0f}\u{20e3}",
            "0199",
        ),
        ("５５５ ０１９９", "0199"),
        ("CCS", "ccs"),
    ] {
        for (before, after) in [("", ""), ("Please write to ", " or ask me"), ("it is (", ")!")] {
            let text = format!("{before}{form}{after}");
            let found = redactor.redacted(&text);
            assert!(!folded(&found.text).contains(rest), "{text}: {}", found.text);
            assert!(!found.taken.is_empty(), "{text}");
        }
    }
}

#[test]
fn ordinary_answers_stay_as_they_are() {
    let redactor = redactor();
    for text in [
        "The trips were the best. More trips please.",
        "I talk more in class now.",
        "My mentor had no time in spring, that was sad.",
        "We should meet longer, an hour is too short.",
        "She helped me with my application and I got the job.",
        "I learned to plan my homework, but I don't always do it.",
        "He believed in me when I failed the test.",
        "Please keep the program, it's the best part of my week.",
        "My grades are better, and my brain works.",
        "More training on how to end a match well would help.",
        "A rewarding year; we both learned a lot.",
        "It took until December before we trusted one another.",
        "Scheduling around exams was hard.",
        "We lost touch over the winter break and never quite recovered.",
        "Quiero alguien que hable español conmigo.",
        "Ich habe viel gelernt, und wir hatten Spaß zusammen.",
        "J'ai beaucoup appris avec elle.",
        "I met online friends so we could talk",
        "Riverbend is a good program. I love Riverbend!",
        "Sooooo good!!! I loooove the trips, yesss",
        "We did the a b c of maths, and I got an A",
        "It was my 7th year, in grade 10b.",
    ] {
        let found = redactor.redacted(text);
        assert_eq!(found.text, text);
        assert!(found.taken.is_empty() && found.is_quotable, "{text}");
    }
}

#[test]
fn a_name_that_is_a_word_goes_where_somebody_bears_it() {
    let redactor = redactor();
    assert_eq!(redactor.redacted("with grace he will win").text, "with [name] he will win");
    assert_eq!(redactor.redacted("my friend Will").text, "my friend [name]");
    let nobody = Redactor::new(Known::default(), []);
    assert_eq!(nobody.redacted("with grace he will mark it").text, "with grace he will mark it");
}

#[test]
fn what_stands_together_is_taken_out_as_one() {
    let redactor = redactor();
    for (text, expected) in [
        ("José Núñez-Ortega was there", "[name] was there"),
        ("Grace Hopefield's dog", "[name]'s dog"),
        ("call Grace, Bo and 555-0142 now", "call [name], [name] and [phone] now"),
        ("zoë.mueller@example.org is hers", "[e-mail] is hers"),
        ("I don't know", "I don't know"),
    ] {
        assert_eq!(redactor.redacted(text).text, expected);
    }
}

#[test]
fn what_was_looked_at_once_stays_the_same() {
    let redactor = redactor();
    for (before, after) in AROUND {
        for name in PEOPLE {
            let once =
                redactor.redacted(&format!("{before}{name}{after} at 12 Mill Lane, M-001")).text;
            assert_eq!(redactor.redacted(&once).text, once);
        }
    }
}

#[test]
fn too_little_is_no_quote() {
    let redactor = redactor();
    for (text, is_quotable) in [
        ("Grace and Bo", false),
        ("ok", false),
        ("Grace was the best mentor", true),
        ("ask Grace, Bo, Zoë or Will", false),
    ] {
        assert_eq!(redactor.redacted(text).is_quotable, is_quotable, "{text}");
    }
}
