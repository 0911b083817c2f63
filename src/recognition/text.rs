//! Names and words in a form in which they can be compared.

/// A text in small letters without accents, its words divided by single blanks: `StudentID` and `Student-Id` are alike.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut before = ' ';
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        // A capital after a small letter begins a word, and so does the last of several before small ones: `TestRITScore`.
        let begins_within = before.is_uppercase()
            && letters.as_str().chars().take(2).filter(|next| next.is_lowercase()).count() == 2;
        if letter.is_uppercase() && (before.is_lowercase() || begins_within) {
            plain.push(' ');
        }
        before = letter;
        for small in letter.to_lowercase() {
            match unaccented(small) {
                Some(letters) => plain.push_str(letters),
                None if small.is_alphanumeric() => plain.push(small),
                None if small == '\'' || small == '’' => {}
                None => plain.push(' '),
            }
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn unaccented(letter: char) -> Option<&'static str> {
    Some(match letter {
        'á' | 'à' | 'â' | 'ã' | 'å' => "a",
        'ä' => "ae",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'í' | 'ì' | 'î' | 'ï' => "i",
        'ó' | 'ò' | 'ô' | 'õ' => "o",
        'ö' => "oe",
        'ú' | 'ù' | 'û' => "u",
        'ü' => "ue",
        'ç' => "c",
        'ñ' => "n",
        'ß' => "ss",
        _ => return None,
    })
}

/// True when a text holds another one as whole words.
pub(super) fn holds(text: &str, words: &str) -> bool {
    format!(" {text} ").contains(&format!(" {words} "))
}

/// How well a plain name fits plain words, from 0 to 10: 10 when they are the same.
pub(super) fn likeness(name: &str, words: &str) -> u32 {
    if name == words {
        return 10;
    }
    if !holds(name, words) {
        return 0;
    }
    let further = name.split(' ').count() - words.split(' ').count();
    7_u32.saturating_sub(u32::try_from(further).unwrap_or(7)).max(1)
}

/// A short name for the plan: letters, digits and `_`.
pub(super) fn slug(text: &str) -> String {
    let plain = plain(text);
    let ascii: String = plain
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' })
        .collect();
    let words: Vec<&str> = ascii.split('_').filter(|word| !word.is_empty()).collect();
    let mut slug = String::new();
    for word in words {
        // A question is a name, too, but not as a whole.
        if slug.len() + word.len() > 40 {
            break;
        }
        if !slug.is_empty() {
            slug.push('_');
        }
        slug.push_str(word);
    }
    if slug.is_empty() { "column".to_owned() } else { slug }
}

/// A name that is not taken yet, which is then taken.
pub(super) fn untaken(taken: &mut Vec<String>, wanted: &str) -> String {
    let names =
        std::iter::once(wanted.to_owned()).chain((2..).map(|number| format!("{wanted}_{number}")));
    let mut free = names.filter(|name| !taken.contains(name));
    let name = free.next().expect("there is always a higher number");
    taken.push(name.clone());
    name
}

#[cfg(test)]
mod tests {
    use super::{likeness, plain, slug, untaken};

    #[test]
    fn names_are_compared_without_case_accents_and_marks() {
        for text in ["Mentee ID", "mentee_id", "MenteeId", "  Mentee-Id: "] {
            assert_eq!(plain(text), "mentee id", "{text}");
        }
        assert_eq!(plain("Número de Teléfono"), "numero de telefono");
        assert_eq!(plain("Größe"), "groesse");
        assert_eq!(plain("TestRITScore"), "test rit score");
        assert_eq!(plain("StudentIDs"), "student ids");
    }

    #[test]
    fn a_name_is_the_more_alike_the_fewer_words_it_has_beside() {
        assert_eq!(likeness("match id", "match id"), 10);
        assert_eq!(likeness("the match id", "match id"), 6);
        assert_eq!(likeness("rematch id", "match id"), 0);
    }

    #[test]
    fn short_names_differ() {
        let mut taken = Vec::new();
        assert_eq!(untaken(&mut taken, &slug("Grade (2024)")), "grade_2024");
        assert_eq!(untaken(&mut taken, &slug("Grade, 2024")), "grade_2024_2");
        assert_eq!(slug("???"), "column");
    }
}
