//! Questions that both sides of a match were asked: found by their names and wording.

use std::collections::BTreeSet;

use super::scales::Scale;
use super::surveys::{A_BOX, Instrument, Question};
use super::text::{plain, slug};

/// Words that say who is asked, or hold a sentence together.
const ROLES: &[&str] = &[
    "mentor",
    "mentee",
    "student",
    "youth",
    "child",
    "kid",
    "big",
    "little",
    "volunteer",
    "coach",
    "tutor",
    "my",
    "your",
    "our",
    "the",
    "a",
    "an",
    "i",
    "we",
    "me",
    "you",
    "to",
    "of",
    "with",
    "and",
    "mentora",
    "mi",
    "tu",
    "mein",
    "meine",
    "meinem",
    "meiner",
    "mon",
    "ma",
    "meu",
    "minha",
    "alumno",
    "schueler",
    "eleve",
    "aluno",
    "el",
    "la",
    "der",
    "die",
    "das",
    "le",
    "o",
];

/// Likeness of wording from which two questions are the same, and from which they may be.
const SAME: f64 = 0.8;
const PERHAPS: f64 = 0.5;

/// Two questions about the same thing.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub(super) id: String,
    /// Instrument and scale of the mentors.
    pub(super) mentor: (String, String),
    /// Instrument and scale of the mentees.
    pub(super) mentee: (String, String),
    pub(super) wave: Option<&'static str>,
    pub(super) reason: String,
}

/// Pairs of questions of mentors' and mentees' forms. Answers of different ranges cannot be compared; where the wording
/// does not decide, the candidates are noted.
pub(super) fn pairs(instruments: &mut [Instrument]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    let of = |role: &str, all: &[Instrument]| -> Vec<usize> {
        (0..all.len()).filter(|&at| all[at].role == role).collect()
    };
    for mentor in of("mentor", instruments) {
        for mentee in of("mentee", instruments) {
            for (own, other, score) in likenesses(&instruments[mentor], &instruments[mentee]) {
                let is_taken = pairs.iter().any(|pair| {
                    pair.mentor.0 == instruments[mentor].id
                        && pair.reason.contains(&format!("`{}`", own.id))
                });
                if is_taken {
                    continue;
                }
                if score < SAME {
                    instruments[mentor].candidates.push(format!(
                        "`{}` may ask what `{}` of `{}` asks: name them under [[alignment]] if they do",
                        own.id, other.id, instruments[mentee].id
                    ));
                    continue;
                }
                let id = if own.id == other.id { own.id.clone() } else { named(&own) };
                let left = scale_of(&mut instruments[mentor], &own, &id);
                let right = scale_of(&mut instruments[mentee], &other, &id);
                let mut wave = instruments[mentor].waves.iter().copied();
                let wave = wave.find(|wave| instruments[mentee].waves.contains(wave));
                pairs.push(Pair {
                    id,
                    mentor: (instruments[mentor].id.clone(), left),
                    mentee: (instruments[mentee].id.clone(), right),
                    wave,
                    reason: if own.id == other.id {
                        format!("mentors and mentees were asked a question of the same name: `{}`", own.id)
                    } else {
                        format!(
                            "`{}` and `{}` have the same wording but for the words of the two roles",
                            own.id, other.id
                        )
                    },
                });
            }
        }
    }
    pairs
}

/// Questions of two forms that are alike: each with the one that it is most alike, when that is mutual.
fn likenesses(mentor: &Instrument, mentee: &Instrument) -> Vec<(Question, Question, f64)> {
    let rated = |form: &Instrument| -> Vec<Question> {
        let own = form.items.iter().filter(|item| item.kind == "rating" && item.range != A_BOX);
        own.cloned().collect()
    };
    let (left, right) = (rated(mentor), rated(mentee));
    let score = |own: &Question, other: &Question| {
        let same_answers = own.range == other.range
            && (own.labels.is_empty() || other.labels.is_empty() || own.labels == other.labels);
        let is_expected = |form: &Instrument, item: &Question| {
            form.scales
                .iter()
                .any(|scale| scale.kind == "expectation" && scale.items.contains(&item.id))
        };
        if !same_answers {
            0.0
        } else if own.id == other.id && is_expected(mentor, own) && is_expected(mentee, other) {
            1.0
        } else {
            likeness(&own.title, &other.title)
        }
    };
    let best = |all: &[Question], score: &dyn Fn(&Question) -> f64| {
        let mut scored: Vec<(f64, usize)> =
            all.iter().enumerate().map(|(at, other)| (score(other), at)).collect();
        scored.sort_by(|one, other| other.0.total_cmp(&one.0));
        // Of two that are as much alike neither is the one.
        match scored.as_slice() {
            [(first, _), (second, _), ..] if first - second < 0.1 && *first < 1.0 => None,
            [(first, at), ..] if *first >= PERHAPS => Some((*at, *first)),
            _ => None,
        }
    };
    let mut found = Vec::new();
    for (at, own) in left.iter().enumerate() {
        let Some((there, likeness)) = best(&right, &|other| score(own, other)) else { continue };
        let back = best(&left, &|other| score(other, &right[there]));
        if back.is_some_and(|(back, _)| back == at) {
            found.push((own.clone(), right[there].clone(), likeness));
        }
    }
    found
}

/// Words that say what is asked, without endings of one letter.
fn words(text: &str) -> BTreeSet<String> {
    let text = plain(text);
    let own = text.split(' ').map(|word| word.strip_suffix('s').unwrap_or(word));
    own.filter(|word| word.len() > 1 && !ROLES.contains(word)).map(str::to_owned).collect()
}

/// Dice's coefficient of the words of two questions; a single word that they share leaves it open.
fn likeness(own: &str, other: &str) -> f64 {
    let (own, other) = (words(own), words(other));
    let shared = own.intersection(&other).count();
    if own.is_empty() || other.is_empty() {
        return 0.0;
    }
    let dice = 2.0 * shared as f64 / (own.len() + other.len()) as f64;
    if shared < 2 { dice.min(f64::midpoint(PERHAPS, SAME)) } else { dice }
}

fn named(item: &Question) -> String {
    let words: Vec<String> = words(&item.title).into_iter().collect();
    let text = plain(&item.title);
    let own =
        |word: &&str| words.iter().any(|known| word.strip_suffix('s').unwrap_or(word) == known);
    slug(&text.split(' ').filter(own).take(5).collect::<Vec<_>>().join(" "))
}

/// The scale of one question alone, made when there is none.
fn scale_of(form: &mut Instrument, item: &Question, id: &str) -> String {
    let alone =
        form.scales.iter().find(|scale| scale.items.len() == 1 && scale.items[0] == item.id);
    if let Some(scale) = alone {
        return scale.id.clone();
    }
    let mut taken: Vec<String> = form.scales.iter().map(|scale| scale.id.clone()).collect();
    let id = super::text::untaken(&mut taken, id);
    form.scales.push(Scale {
        id: id.clone(),
        kind: "expectation",
        items: vec![item.id.clone()],
        reverse: Vec::new(),
        reasons: vec![
            "one question, to compare with what the other side of the match says".to_owned(),
        ],
    });
    id
}

#[cfg(test)]
mod tests {
    use super::{PERHAPS, SAME, likeness};

    #[test]
    fn wording_is_compared_without_the_words_of_the_roles() {
        let how = |own: &str, other: &str| {
            let likeness = likeness(own, other);
            if likeness >= SAME {
                "same"
            } else if likeness >= PERHAPS {
                "perhaps"
            } else {
                "no"
            }
        };
        for (own, other, expected) in [
            ("My mentee and I share interests", "My mentor and I share interests", "same"),
            (
                "How often do you expect to meet with your mentee?",
                "How often do you expect to meet with your mentor?",
                "same",
            ),
            ("I listen to my mentee", "My mentor listens to me", "perhaps"),
            ("I enjoy the training", "My mentor listens to me", "no"),
            ("", "", "no"),
        ] {
            assert_eq!(how(own, other), expected, "{own} / {other}");
        }
    }
}
