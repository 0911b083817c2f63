//! A text without what tells who is meant.
//!
//! Privacy wins over wording: a word that is the name of somebody in the exports goes wherever it stands, so that a program with
//! a student called Grace has no `grace` in any quote. Only small words such as `so` and `an` stay where they are written small.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use strsim::osa_distance;
use unicode_normalization::UnicodeNormalization as _;

use super::known::Known;
use super::rules::{self, Taken};
use super::unknown;
use super::words::{
    Word, disguised, folded, is_given_name, is_ordinary, is_small, spelt_out, visible, words,
};

/// Names of so many letters are recognised with one slip.
const LETTERS_FOR_A_SLIP: usize = 5;

/// Fewest letters of a name that are seen when they stand apart.
const FEWEST_SPELT: usize = 3;

/// Single letters, one after the other.
static SPELT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b\p{L}(?:[ .*_·-]{1,2}\p{L}\b){2,}").expect("the pattern is tried by a test")
});

/// Fewest ordinary words that a quote consists of.
const FEWEST_WORDS: usize = 3;

/// Takes out of texts what tells who is meant.
#[derive(Debug)]
pub struct Redactor {
    known: Known,
    /// A name without one letter, or whole → names.
    slips: HashMap<String, Vec<(String, Taken)>>,
    /// By the first word.
    phrases: HashMap<String, Vec<(Vec<String>, Taken)>>,
    /// Names in scripts that put no blanks between words.
    unspaced: Vec<String>,
    /// Words of the program's own, which are everybody's.
    own: HashSet<String>,
}

/// A text that may be read by others, if a person agrees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted {
    /// The text.
    pub text: String,
    /// What was taken out, and how often.
    pub taken: BTreeMap<Taken, usize>,
    /// True when enough is left to be quoted.
    pub is_quotable: bool,
}

impl Redactor {
    /// By what the exports say. `own` are texts of the program itself, such as its name.
    pub fn new<'t>(known: Known, own: impl IntoIterator<Item = &'t str>) -> Self {
        let mut slips: HashMap<String, Vec<(String, Taken)>> = HashMap::new();
        let names = known.names.iter().map(|name| (name, Taken::Name));
        let schools = known.schools.iter().map(|word| (word, Taken::School));
        for (name, taken) in names.chain(schools) {
            if name.chars().count() >= LETTERS_FOR_A_SLIP {
                for key in without_one(name) {
                    slips.entry(key).or_default().push((name.clone(), taken));
                }
            }
        }
        let mut phrases: HashMap<String, Vec<(Vec<String>, Taken)>> = HashMap::new();
        let schools = known.school_phrases.iter().map(|phrase| (phrase, Taken::School));
        for (phrase, taken) in
            schools.chain(known.addresses.iter().map(|phrase| (phrase, Taken::Address)))
        {
            if let Some(first) = phrase.first() {
                phrases.entry(first.clone()).or_default().push((phrase.clone(), taken));
            }
        }
        let is_unspaced = |name: &&String| name.chars().next().is_some_and(|c| c > '\u{1100}');
        let composed = |name: &String| name.nfc().collect::<String>();
        let unspaced = known.names.iter().filter(is_unspaced).map(composed);
        let unspaced = unspaced.filter(|name| name.chars().count() > 1).collect();
        let own = own.into_iter().flat_map(str::split_whitespace).map(folded).collect();
        Self { known, slips, phrases, unspaced, own }
    }

    /// The text without what tells who is meant.
    pub fn redacted(&self, text: &str) -> Redacted {
        let text = visible(text);
        let words = words(&text);
        let mut places = rules::found(&text);
        places.extend(words.iter().filter_map(|word| Some((word.bare(), self.told(word)?))));
        places.extend(self.pairs(&words));
        places.extend(self.phrases(&text));
        places.extend(self.spelt(&text));
        let unknown = unknown::found(&words, &self.own);
        places.extend(unknown.into_iter().map(|place| (place, Taken::Name)));
        for name in &self.unspaced {
            let found = text.match_indices(name.as_str());
            places.extend(found.map(|(at, name)| (at..at + name.len(), Taken::Name)));
        }
        replaced(&text, joined(&text, places), &words)
    }

    /// What a word tells.
    fn told(&self, word: &Word<'_>) -> Option<Taken> {
        let text = &word.text[..word.bare().len()];
        let whole = folded(text);
        let stays =
            |plain: &str, text: &str| is_small(plain) && !text.starts_with(char::is_uppercase);
        if whole.is_empty() || stays(&whole, text) {
            return None;
        }
        let letters = whole.trim_end_matches(char::is_numeric);
        if self.known.ids.contains(&whole) {
            return Some(Taken::Id);
        }
        if self.known.joined.contains(&whole) || self.known.joined.contains(letters) {
            return Some(Taken::Name);
        }
        // `don't` is no Don.
        let is_contracted = text.contains(['\'', '’']) && is_ordinary(&whole);
        let parts = if is_contracted { Vec::new() } else { word.parts() };
        let parts = parts.into_iter().filter(|part| !stays(&folded(part), part));
        std::iter::once(text).chain(parts).find_map(|part| self.of_part(part))
    }

    fn of_part(&self, part: &str) -> Option<Taken> {
        let plain = folded(part);
        if plain.chars().count() < 2 {
            return None;
        }
        for plain in [plain, spelt_out(part)] {
            if self.known.names.contains(&plain) {
                return Some(Taken::Name);
            }
            if self.known.schools.contains(&plain) {
                return Some(Taken::School);
            }
            // An ordinary word is no slip of the pen: `grade` is not Grace.
            if !is_ordinary(&plain)
                && let Some(taken) = self.slip(&plain)
            {
                return Some(taken);
            }
            let meant = disguised(&plain);
            if meant.iter().any(|meant| self.known.names.contains(meant) && !is_small(meant)) {
                return Some(Taken::Name);
            }
            if meant.iter().any(|meant| self.known.schools.contains(meant)) {
                return Some(Taken::School);
            }
        }
        None
    }

    /// Names whose letters stand apart: `G r a c e`, `g.r.a.c.e`.
    fn spelt(&self, text: &str) -> Vec<(Range<usize>, Taken)> {
        let mut found = Vec::new();
        for run in SPELT.find_iter(text) {
            let letters: Vec<(usize, char)> =
                run.as_str().char_indices().filter(|(_, letter)| letter.is_alphabetic()).collect();
            for (from, to) in (0..letters.len())
                .flat_map(|from| (from + FEWEST_SPELT..=letters.len()).map(move |to| (from, to)))
            {
                let word: String = letters[from..to].iter().map(|(_, letter)| *letter).collect();
                let plain = folded(&word);
                if self.known.names.contains(&plain)
                    || self.known.joined.contains(&plain)
                    || is_given_name(&plain)
                {
                    let (last, letter) = letters[to - 1];
                    let start = run.start() + letters[from].0;
                    found.push((start..run.start() + last + letter.len_utf8(), Taken::Name));
                }
            }
        }
        found
    }

    /// What a word is with one letter more, less, other, or two exchanged.
    fn slip(&self, plain: &str) -> Option<Taken> {
        let names = without_one(plain).into_iter().filter_map(|key| self.slips.get(&key)).flatten();
        names.filter(|(name, _)| osa_distance(name, plain) < 2).map(|(_, taken)| *taken).min()
    }

    /// Ids that are written in two words.
    fn pairs(&self, words: &[Word<'_>]) -> Vec<(Range<usize>, Taken)> {
        let is_id = |pair: &&[Word<'_>]| {
            self.known.ids.contains(&(folded(pair[0].text) + &folded(pair[1].text)))
        };
        let pairs = words.windows(2).filter(is_id);
        pairs.map(|pair| (pair[0].place.start..pair[1].place.end, Taken::Id)).collect()
    }

    /// Schools and addresses as they are called.
    fn phrases(&self, text: &str) -> Vec<(Range<usize>, Taken)> {
        let pieces = pieces(text);
        let mut found = Vec::new();
        for (at, (place, first)) in pieces.iter().enumerate() {
            for (phrase, taken) in self.phrases.get(first).into_iter().flatten() {
                let own = pieces.get(at..at + phrase.len());
                let is_it = own.is_some_and(|own| {
                    own.iter().zip(phrase).all(|((_, word), other)| word == other)
                });
                // One ordinary word, such as a site that is called Online, is meant where it has a capital.
                let is_meant = phrase.len() > 1
                    || text[place.clone()].starts_with(char::is_uppercase)
                    || !is_ordinary(first);
                if let Some(own) = own.filter(|_| is_it && is_meant) {
                    found.push((place.start..own[own.len() - 1].0.end, *taken));
                }
            }
        }
        found
    }
}

/// A word, and itself without each of its letters.
fn without_one(word: &str) -> BTreeSet<String> {
    let letters: Vec<char> = word.chars().collect();
    let without = |at: usize| {
        letters
            .iter()
            .enumerate()
            .filter(|(own, _)| *own != at)
            .map(|(_, letter)| *letter)
            .collect()
    };
    (0..letters.len()).map(without).chain([word.to_owned()]).collect()
}

/// Words between blanks and marks, folded, with their places.
fn pieces(text: &str) -> Vec<(Range<usize>, String)> {
    let mut pieces = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_of_word = letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '.');
        match (start, is_of_word) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let bare = text[from..at].trim_end_matches(['.', '\'', '’']);
                pieces.push((from..from + bare.len(), folded(bare)));
                start = None;
            }
            _ => {}
        }
    }
    pieces.retain(|(_, word)| !word.is_empty());
    pieces
}

/// Places in order, those that overlap or stand side by side as one.
fn joined(text: &str, mut places: Vec<(Range<usize>, Taken)>) -> Vec<(Range<usize>, Taken)> {
    places.retain(|(place, _)| !place.is_empty());
    places.sort_by_key(|(place, taken)| (place.start, std::cmp::Reverse(place.end), *taken));
    let mut joined: Vec<(Range<usize>, Taken)> = Vec::new();
    for (place, taken) in places {
        if let Some((last, of_last)) = joined.last_mut() {
            if place.start < last.end {
                last.end = last.end.max(place.end);
                *of_last = taken.min(*of_last);
                continue;
            }
            let between = &text[last.end..place.start];
            let is_one =
                between.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '.' | '\''));
            if is_one && taken == *of_last {
                last.end = place.end;
                continue;
            }
        }
        joined.push((place, taken));
    }
    joined
}

fn replaced(text: &str, places: Vec<(Range<usize>, Taken)>, words: &[Word<'_>]) -> Redacted {
    let is_left = |word: &&Word<'_>| {
        !places
            .iter()
            .any(|(place, _)| place.start < word.place.end && word.place.start < place.end)
    };
    let left = words.iter().filter(is_left).count();
    let mut out = String::with_capacity(text.len());
    let mut taken = BTreeMap::new();
    let mut at = 0;
    for (place, what) in places {
        out.push_str(&text[at..place.start]);
        out.push_str(what.placeholder());
        *taken.entry(what).or_default() += 1;
        at = place.end;
    }
    out.push_str(&text[at..]);
    let gone: usize = taken.values().sum();
    Redacted { text: out, taken, is_quotable: left >= FEWEST_WORDS && left >= 2 * gone }
}
