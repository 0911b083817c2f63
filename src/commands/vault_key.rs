//! `vault-key`: a key that the vault can be sealed for; the half that closes goes into the plan.

use super::paths::Paths;
use super::unlock::passphrase;
use super::{DONE, Outcome};
use crate::cli::VaultKeyArgs;
use crate::warehouse::{VaultSecret, vault_key_beside};

pub(super) fn vault_key(question: &VaultKeyArgs) -> anyhow::Result<Outcome> {
    let beside = || vault_key_beside(&Paths::below(&question.dir, None).key);
    let path = question.unlock.vault_key.clone().unwrap_or_else(beside);
    // Before anybody is asked to think of a passphrase.
    anyhow::ensure!(
        !path.exists(),
        crate::warehouse::WarehouseError::KeyThere { path: path.clone() }
    );
    let passphrase = chosen(question)?;
    let secret = VaultSecret::generate(&path)?;
    secret.write(&path, passphrase.as_deref())?;
    let mut outcome = Outcome { code: DONE, ..Outcome::default() };
    outcome.output = format!("vault_key = \"{}\"\n", secret.public()).into_bytes();
    outcome.say(format!(
        "wrote {}: it opens the vault; keep it to yourself, and a copy where nobody else looks. Whoever loses it{} never reads \
         the names again, and makes the warehouse anew from the exports",
        path.display(),
        if passphrase.is_some() { ", or its passphrase," } else { "" }
    ));
    outcome.say("put the line above below [privacy] of the plan; the next run seals the vault, and needs no key for it");
    Ok(outcome)
}

/// The passphrase that the new key is locked by: asked for twice on a terminal, for nobody sees what is typed.
fn chosen(question: &VaultKeyArgs) -> anyhow::Result<Option<String>> {
    let file = question.unlock.passphrase_file.as_deref();
    let ask = |prompt| passphrase(file, prompt).map_err(anyhow::Error::msg);
    if file.is_some() {
        return ask("").map(Some);
    }
    if !question.passphrase {
        return Ok(None);
    }
    let first = ask("New passphrase of the vault: ")?;
    let again = ask("Once more: ")?;
    anyhow::ensure!(first == again, "the two passphrases differ; nothing was written");
    Ok(Some(first))
}
