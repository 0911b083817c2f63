//! How a sealed vault is opened: by its key, and the passphrase of that.

use std::io::IsTerminal as _;
use std::path::Path;

use super::paths::Paths;
use crate::cli::Unlock;
use crate::warehouse::{Snapshot, VaultSecret, vault_key_beside};

/// The key of the vault, when one of the snapshots is sealed: nobody is asked for what is not needed.
pub(super) fn unlock(
    paths: &Paths,
    options: &Unlock,
    snapshots: &[Snapshot],
) -> anyhow::Result<Option<VaultSecret>> {
    if !snapshots.iter().any(Snapshot::is_sealed) {
        return Ok(None);
    }
    let path = options.vault_key.clone().unwrap_or_else(|| vault_key_beside(&paths.key));
    let ask = || passphrase(options.passphrase_file.as_deref(), "Passphrase of the vault: ");
    Ok(Some(VaultSecret::read(&path, &ask)?))
}

/// A passphrase from a file, else from whoever sits at the terminal; or why there is none.
pub(super) fn passphrase(file: Option<&Path>, prompt: &str) -> Result<String, String> {
    let text = match file {
        Some(path) => std::fs::read_to_string(path)
            .map_err(|error| format!("{}: cannot be read: {error}", path.display()))?,
        None if std::io::stdin().is_terminal() => rpassword::prompt_password(prompt)
            .map_err(|error| format!("the passphrase cannot be asked for: {error}"))?,
        None => return Err("there is no terminal to ask for its passphrase".to_owned()),
    };
    // An editor ends the line; what else stands in it belongs to the passphrase.
    let first = text.lines().next().unwrap_or_default();
    if first.is_empty() {
        return Err("the passphrase is empty".to_owned());
    }
    Ok(first.to_owned())
}

#[cfg(test)]
mod tests {
    use super::passphrase;

    #[test]
    fn a_passphrase_is_the_first_line_of_a_file_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("passphrase");
        for (text, expected) in [
            ("open sesame\n", Ok("open sesame")),
            (" two  blanks \r\nsecond", Ok(" two  blanks ")),
            ("", Err("the passphrase is empty")),
            ("\nsecond", Err("the passphrase is empty")),
        ] {
            std::fs::write(&path, text).unwrap();
            let found = passphrase(Some(&path), "");
            assert_eq!(found.as_deref().map_err(String::as_str), expected, "{text:?}");
        }
        let missing = passphrase(Some(&folder.path().join("none")), "").unwrap_err();
        assert!(missing.contains("cannot be read"), "{missing}");
    }
}
