//! The claim ladder: words that a design does not permit.
//!
//! The wording of a level is written so that it cannot say more; this list is the second lock, for
//! sentences that are added later.

/// Words that no report says: they promise more than any study gives, or are read as "important".
const NEVER: &[&str] = &[
    "proved",
    "proves",
    "proven",
    "significant",
    "significantly",
    "impact",
    // Spanish.
    "demuestra que",
    "demuestran que",
    "demostró",
    "demostrado",
    "comprobado",
    "significativo",
    "significativa",
    "significativos",
    "significativas",
    "significativamente",
    "impacto",
    "impactos",
    "impactó",
];

/// Words that name the program as the reason; a fair comparison has to come first.
const CAUSAL: &[&str] = &[
    "cause",
    "caused",
    "causes",
    "causing",
    "because of",
    "led to",
    "leads to",
    "due to",
    "thanks to",
    "resulted in",
    // Spanish.
    "causa",
    "causó",
    "causan",
    "causaron",
    "causado",
    "causada",
    "debido a",
    "debido al",
    "gracias a",
    "gracias al",
    "como resultado de",
    "como consecuencia de",
    "condujo a",
    "llevó a",
    "produjo",
    "provocó",
];

/// What may be said from the fifth level on only.
const EFFECT: &[&str] = &[
    "the program improved",
    "the program changed",
    "the program worsened",
    "the program raised",
    "the program lowered",
    // Spanish.
    "el programa mejoró",
    "el programa cambió",
    "el programa empeoró",
    "el programa elevó",
    "el programa aumentó",
    "el programa redujo",
];

/// What may be said from the fourth level on only.
const EVIDENCE: &[&str] = &[
    "effect of",
    "effect on",
    "consistent with an effect",
    // Spanish.
    "efecto de",
    "efecto del",
    "efecto en",
    "efecto sobre",
    "compatible con un efecto",
    "compatibles con un efecto",
];

/// Words in a text that a claim level (`L0` to `L5`) does not permit, in the order of the lists.
pub fn banned_words(text: &str, claim_level: &str) -> Vec<&'static str> {
    let rung = claim_level.trim_start_matches('L').parse::<u8>().unwrap_or(0);
    let banned = NEVER
        .iter()
        .chain(CAUSAL.iter().filter(|_| rung < 5))
        .chain(EFFECT.iter().filter(|_| rung < 5))
        .chain(EVIDENCE.iter().filter(|_| rung < 4));
    let text = text.to_lowercase();
    banned.copied().filter(|word| contains_word(&text, word)).collect()
}

/// True when the word stands in the text with no letter before or after it.
fn contains_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(start, _)| {
        let before = text[..start].chars().next_back();
        let after = text[start + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causal_words_wait_for_the_top_of_the_ladder() {
        let text = "Mentoring caused the rise; the effect of the program led to more.";
        assert_eq!(banned_words(text, "L2"), ["caused", "led to", "effect of"]);
        assert_eq!(banned_words(text, "L5"), Vec::<&str>::new());
        assert_eq!(banned_words("The program improved grades.", "L4"), ["the program improved"]);
    }

    #[test]
    fn the_ladder_holds_in_spanish_too() {
        let text = "La mentoría causó el aumento, gracias al programa; su efecto en las notas…";
        assert_eq!(banned_words(text, "L2"), ["causó", "gracias al", "efecto en"]);
        assert_eq!(banned_words(text, "L5"), Vec::<&str>::new());
        let text = "El programa mejoró las notas: un impacto significativo.";
        assert_eq!(banned_words(text, "L4"), ["significativo", "impacto", "el programa mejoró"]);
    }

    #[test]
    fn some_words_are_never_said() {
        assert_eq!(
            banned_words("A SIGNIFICANT impact, proved.", "L5"),
            ["proved", "significant", "impact"]
        );
    }

    #[test]
    fn a_word_within_a_word_is_another_word() {
        assert_eq!(
            banned_words("Insignificant becauses, an improved proverb.", "L0"),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn an_unknown_level_permits_the_least() {
        assert_eq!(
            banned_words("evidence consistent with an effect", ""),
            ["consistent with an effect"]
        );
    }
}
