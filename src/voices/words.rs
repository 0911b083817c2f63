//! Words and what they are: ordinary, small, harmless, given names. And texts in a form in which words can be compared.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// A list of words.
type List = HashSet<&'static str>;

static ENGLISH: LazyLock<List> = LazyLock::new(|| list(include_str!("words/english.txt")));
static OTHERS: LazyLock<List> = LazyLock::new(|| list(include_str!("words/others.txt")));
static SMALL: LazyLock<List> = LazyLock::new(|| list(include_str!("words/function.txt")));
static HARMLESS: LazyLock<List> = LazyLock::new(|| list(include_str!("words/harmless.txt")));
static GIVEN: LazyLock<List> = LazyLock::new(|| list(include_str!("words/given.txt")));
static BOTH: LazyLock<List> = LazyLock::new(|| list(include_str!("words/both.txt")));

/// Short lists, by name.
static LISTS: LazyLock<HashMap<&'static str, List>> = LazyLock::new(|| {
    let mut lists: HashMap<&str, List> = HashMap::new();
    let mut name = "";
    for line in include_str!("words/lists.txt").lines().filter(|line| !line.starts_with('#')) {
        match line.strip_suffix(':') {
            Some(own) => name = own,
            None => lists.entry(name).or_default().extend(line.split_whitespace()),
        }
    }
    lists
});

/// True for a word of one of the short lists.
pub(super) fn is_listed(list: &str, word: &str) -> bool {
    LISTS.get(list).is_some_and(|words| words.contains(word))
}

fn list(text: &'static str) -> List {
    text.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

/// True for a word that an answer about anything may hold; the word is folded.
pub(super) fn is_ordinary(word: &str) -> bool {
    is_small(word) || OTHERS.contains(word) || is_english(word) && !is_given_name(word)
}

fn is_english(word: &str) -> bool {
    let is_known = |stem: &str| ENGLISH.contains(stem);
    let with_ending = |ending: &&str| {
        let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() > 2) else {
            return false;
        };
        let doubled = || {
            let shorter = &stem[..stem.len() - 1];
            stem.len() > 3 && shorter.ends_with(&stem[stem.len() - 1..]) && is_known(shorter)
        };
        let changed = || stem.strip_suffix('i').is_some_and(|stem| is_known(&format!("{stem}y")));
        is_known(stem)
            || is_known(&format!("{stem}e"))
            || (stem.is_ascii() && (doubled() || changed()))
    };
    is_known(word) || LISTS.get("endings").is_some_and(|endings| endings.iter().any(with_ending))
}

/// True for a word that holds a sentence together.
pub(super) fn is_small(word: &str) -> bool {
    SMALL.contains(word)
}

/// True for a word that has a capital within a sentence and names nobody.
pub(super) fn is_harmless(word: &str) -> bool {
    HARMLESS.contains(word)
}

/// True for a given name that is nothing else.
pub(super) fn is_given_name(word: &str) -> bool {
    GIVEN.contains(word)
}

/// True for a given name that is a word as well.
pub(super) fn is_name_and_word(word: &str) -> bool {
    BOTH.contains(word)
}

/// Small letters and digits without accents: `José O’Neil` → `joseoneil`.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match letter {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            _ if letter.is_alphanumeric() => out.push(letter),
            _ => {}
        }
    }
    out
}

/// German letters as two: `Müller` → `mueller`.
pub(super) fn spelt_out(text: &str) -> String {
    let pairs = [("ä", "ae"), ("ö", "oe"), ("ü", "ue")];
    let lower = text.nfc().collect::<String>().to_lowercase();
    folded(&pairs.iter().fold(lower, |text, (one, two)| text.replace(one, two)))
}

/// Words that a folded one may stand for: letters that are held (`graaace`), digits and letters of other scripts that look like
/// others (`gr4ce`).
pub(super) fn disguised(word: &str) -> Vec<String> {
    let looks_like = |letter: char| match letter {
        '0' | 'о' | 'ο' => 'o',
        '1' | 'і' | 'ι' => 'i',
        '3' | 'е' | 'ε' => 'e',
        '4' | 'а' | 'α' => 'a',
        '5' => 's',
        '7' | 'т' | 'τ' => 't',
        'р' | 'ρ' => 'p',
        'с' => 'c',
        'у' | 'υ' => 'y',
        'х' | 'χ' => 'x',
        'к' | 'κ' => 'k',
        'м' => 'm',
        'н' => 'h',
        'в' | 'β' => 'b',
        other => other,
    };
    let mut found = Vec::new();
    let is_latin = word.contains(|letter: char| letter.is_ascii_alphabetic());
    let digits = word.chars().filter(char::is_ascii_digit).count();
    if is_latin && word.chars().count() > 3.max(2 * digits) {
        found.push(word.chars().map(looks_like).collect::<String>());
    }
    for most in [1, 2] {
        let mut short = String::with_capacity(word.len());
        let mut is_held = false;
        let letters: Vec<char> = word.chars().collect();
        for run in letters.chunk_by(|one, other| one == other) {
            is_held |= run.len() > 2;
            let kept = if run.len() > 2 { most } else { run.len() };
            short.extend(&run[..kept]);
        }
        if is_held {
            found.push(short);
        }
    }
    found.retain(|other| other != word);
    found
}

/// A text as it is looked at and printed: letters in one form, nothing that cannot be seen, one line.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.nfkc() {
        let is_hidden = matches!(letter,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        // Between letters it hides one word from whoever compares it; between the parts of a picture it belongs there.
        let joins_letters = letter == '\u{200d}' && out.ends_with(char::is_alphanumeric);
        // A digit on a key: `5️⃣`.
        let is_key = matches!(letter, '\u{fe0f}' | '\u{20e3}') && out.ends_with(char::is_numeric);
        if is_hidden || joins_letters || is_key {
            continue;
        }
        out.push(if letter.is_control() { ' ' } else { letter });
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A word of a text: letters and digits, and what joins them within a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    pub(super) place: Range<usize>,
    /// True for the first one of a sentence.
    pub(super) begins: bool,
}

impl Word<'_> {
    /// True when it begins with a capital.
    pub(super) fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Without an ending of possession: how much of the word is the name.
    pub(super) fn bare(&self) -> Range<usize> {
        let stem = ["'s", "’s", "'", "’"].iter().find_map(|end| self.text.strip_suffix(end));
        self.place.start..self.place.start + stem.unwrap_or(self.text).len()
    }

    /// Its parts: those between hyphens, apostrophes and dots, at capitals and at digits.
    pub(super) fn parts(&self) -> Vec<&str> {
        let mut parts = Vec::new();
        let mut start = 0;
        let mut last: Option<char> = None;
        for (at, letter) in self.text.char_indices() {
            let joins = !letter.is_alphanumeric() && !is_combining_mark(letter);
            let turns = last.is_some_and(|last| {
                last.is_lowercase() && letter.is_uppercase()
                    || last.is_alphabetic() && letter.is_numeric()
                    || last.is_numeric() && letter.is_alphabetic()
            });
            if joins || turns {
                parts.push(&self.text[start..at]);
                start = if joins { at + letter.len_utf8() } else { at };
            }
            last = Some(letter);
        }
        parts.push(&self.text[start..]);
        parts.retain(|part| !part.is_empty());
        parts
    }
}

/// Marks that may stand within a word.
fn joins(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '-' | '‐' | '‑' | '.' | '_')
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let is_of_word = |letter: char| letter.is_alphanumeric() || is_combining_mark(letter);
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut rest = text.char_indices().peekable();
    let mut begins = true;
    while let Some((start, letter)) = rest.next() {
        if !is_of_word(letter) {
            // After marks such as quotation marks a sentence still has to begin.
            begins |= matches!(letter, '.' | '!' | '?' | '…' | '¡' | '¿' | '。' | '！' | '？');
            continue;
        }
        let mut end = start + letter.len_utf8();
        while let Some(&(at, next)) = rest.peek() {
            let goes_on = is_of_word(next)
                || joins(next)
                    && text[at + next.len_utf8()..].chars().next().is_some_and(is_of_word);
            if !goes_on {
                break;
            }
            end = at + next.len_utf8();
            rest.next();
        }
        words.push(Word { text: &text[start..end], place: start..end, begins });
        begins = false;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_ordinary_with_their_endings_and_in_five_languages() {
        for word in [
            "will",
            "grade",
            "grades",
            "planning",
            "hoped",
            "families",
            "happily",
            "schools",
            "quiero",
            "nicht",
            "porque",
            "avec",
            "meu",
            "expectations",
            "scheduling",
            "mentor",
            "brain",
        ] {
            assert!(is_ordinary(word), "{word}");
        }
        for word in ["devon", "kestrelton", "otterbank", "oluwaseun", "xy", "marisol"] {
            assert!(!is_ordinary(word), "{word}");
        }
    }

    #[test]
    fn no_list_holds_what_cannot_be_found() {
        for (name, list) in [
            ("english", &*ENGLISH),
            ("others", &*OTHERS),
            ("small", &*SMALL),
            ("given", &*GIVEN),
            ("both", &*BOTH),
        ] {
            let mut odd: Vec<_> = list.iter().filter(|word| folded(word) != **word).collect();
            odd.sort_unstable();
            assert!(odd.is_empty() && !list.is_empty(), "{name}: {odd:?}");
        }
        let mut given: Vec<_> = GIVEN.iter().filter(|name| is_ordinary(name)).collect();
        given.sort_unstable();
        assert!(given.is_empty(), "names that are words: {given:?}");
    }

    #[test]
    fn letters_are_compared_without_accents_and_what_cannot_be_seen_is_gone() {
        assert_eq!(folded("José O’Neil-Ruíz"), "joseoneilruiz");
        assert_eq!(folded("Łukasz Strauß Sørensen"), "lukaszstrausssorensen");
        assert_eq!(spelt_out("Müller"), "mueller");
        assert_eq!(visible("A\u{200b}nn\u{ad}a\n said\u{200d} ２０"), "Anna said 20");
        assert_eq!(visible("👩\u{200d}🏫 Bea\u{200d}"), "👩\u{200d}🏫 Bea");
        assert_eq!(visible("5\u{fe0f}\u{20e3}5\u{fe0f}\u{20e3} ❤\u{fe0f}"), "55 ❤\u{fe0f}");
    }

    #[test]
    fn a_word_is_read_as_it_is_meant() {
        for (written, meant) in [
            ("graaaace", "grace"),
            ("annnna", "anna"),
            ("gr4ce", "grace"),
            ("j0se", "jose"),
            ("grасе", "grace"),
        ] {
            assert!(disguised(written).contains(&meant.to_owned()), "{:?}", disguised(written));
        }
        for word in ["school", "7th", "2024", "да", "better"] {
            assert_eq!(disguised(word), [""; 0], "{word}");
        }
    }

    #[test]
    fn words_know_their_parts_and_whether_a_sentence_begins_with_them() {
        let told: Vec<_> =
            words("Ask Jean-Luc’s AnnLee07. “Not me”, ann.lee said").into_iter().collect();
        let parts: Vec<_> = told.iter().map(Word::parts).collect();
        assert_eq!(
            parts,
            [
                vec!["Ask"],
                vec!["Jean", "Luc", "s"],
                vec!["Ann", "Lee", "07"],
                vec!["Not"],
                vec!["me"],
                vec!["ann", "lee"],
                vec!["said"]
            ]
        );
        let begins: Vec<_> = told.iter().map(|word| word.begins).collect();
        assert_eq!(begins, [true, false, false, true, false, false, false]);
        assert_eq!(told[1].bare(), 4..12);
    }
}
