//! Golden files: `UPDATE=1 cargo test` writes them anew, and the diff is the review.

use std::path::{Path, PathBuf};

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Fails when a file does not hold exactly this, and names the first line that differs.
pub(crate) fn check(file: impl AsRef<Path>, actual: &str) {
    let path = root().join(file);
    #[expect(clippy::disallowed_methods, reason = "the one switch of the tests")]
    let update = std::env::var("UPDATE").is_ok_and(|value| value == "1");
    if update {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, actual).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if expected == actual {
        return;
    }
    let differs = expected.lines().zip(actual.lines()).position(|(one, other)| one != other);
    let line = differs.unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
    let shown = |text: &str| {
        text.lines().nth(line).unwrap_or("(end of file)").chars().take(300).collect::<String>()
    };
    panic!(
        "{} differs in line {}\nexpected: {}\n  actual: {}\nwrite it anew with `UPDATE=1 cargo test` and review the diff",
        path.display(),
        line + 1,
        shown(&expected),
        shown(actual),
    );
}
