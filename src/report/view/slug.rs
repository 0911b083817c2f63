//! Ids of the page's parts.

/// Lower-case letters, digits and hyphens, after a prefix that keeps kinds apart.
pub(super) fn slug(prefix: &str, id: &str) -> String {
    let clean = id.chars().map(|letter| {
        if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' }
    });
    format!("{prefix}-{}", clean.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_holds_nothing_that_has_a_meaning_elsewhere() {
        assert_eq!(slug("m", "Skill growth\"<x>"), "m-skill-growth--x-");
    }
}
