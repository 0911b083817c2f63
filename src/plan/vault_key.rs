//! The half of the vault's key that closes: it may stand in the plan, for it opens nothing.

use sha2::{Digest as _, Sha256};

/// A public key of 32 bytes, for which names and raw ids are sealed.
///
/// Its text ends in a sum, for whatever is sealed for a key with a slip is lost to everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VaultKey([u8; 32]);

impl VaultKey {
    /// The key with these bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key in a text such as `vault-…-…`; none when it has a slip.
    pub fn parse(text: &str) -> Option<Self> {
        let (digits, sum) = text.trim().strip_prefix("vault-")?.split_once('-')?;
        let mut bytes = [0_u8; 32];
        hex::decode_to_slice(digits, &mut bytes).ok()?;
        let key = Self(bytes);
        (key.sum() == sum).then_some(key)
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Eight digits by which one key is told from another.
    pub fn sum(&self) -> String {
        hex::encode(&Sha256::digest(self.0)[..4])
    }
}

impl std::fmt::Display for VaultKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "vault-{}-{}", hex::encode(self.0), self.sum())
    }
}

#[cfg(test)]
mod tests {
    use super::VaultKey;

    #[test]
    fn a_key_is_read_as_it_is_written_and_one_with_a_slip_is_none() {
        let key = VaultKey::new([7; 32]);
        let text = key.to_string();
        assert_eq!(VaultKey::parse(&text), Some(key));
        assert_eq!(VaultKey::parse(&format!(" {text}\n")), Some(key));
        for slip in [text.replacen("07", "06", 1), text[..70].to_owned(), String::new()] {
            assert_eq!(VaultKey::parse(&slip), None, "{slip}");
        }
    }
}
