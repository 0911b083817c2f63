//! Ids that say nothing: keyed 63-bit hashes in place of the exports' own ids.

use std::collections::HashSet;

use ahash::AHashMap;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::table::Entity;

/// Turns raw ids into keyed ones and remembers which is which, for the vault.
///
/// A keyed id is the first 63 bits of HMAC-SHA-256 over entity, program and raw id. Without the key nobody
/// can try out ids, and the same person keeps the same id from run to run.
///
/// Invariant: two raw ids of one kind never share a keyed id; a collision is an error.
#[derive(Debug)]
pub struct IdBook {
    key: Vec<u8>,
    program: String,
    by_raw: AHashMap<(Entity, Box<str>), i64>,
    by_id: AHashMap<(Entity, i64), Box<str>>,
    collision: Option<Entity>,
}

impl std::hash::Hash for Entity {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

impl IdBook {
    /// An empty book with the program's key.
    pub fn new(key: &[u8], program: &str) -> Self {
        Self {
            key: key.to_vec(),
            program: program.to_owned(),
            by_raw: AHashMap::new(),
            by_id: AHashMap::new(),
            collision: None,
        }
    }

    /// The keyed id of a raw one.
    pub(crate) fn id(&mut self, entity: Entity, raw: &str) -> i64 {
        if let Some(&id) = self.by_raw.get(&(entity, Box::from(raw))) {
            return id;
        }
        let id = keyed_id(&self.key, entity, &self.program, raw);
        let before = self.by_id.insert((entity, id), Box::from(raw));
        if before.is_some_and(|before| *before != *raw) {
            self.collision = Some(entity);
        }
        self.by_raw.insert((entity, Box::from(raw)), id);
        id
    }

    /// An empty book with the same key.
    pub(crate) fn empty(&self) -> Self {
        Self::new(&self.key, &self.program)
    }

    /// Takes in what another book with the same key says.
    pub(crate) fn take(&mut self, entries: &[(Entity, i64, Box<str>)]) {
        for (entity, id, raw) in entries {
            let known = self.by_id.entry((*entity, *id)).or_insert_with(|| raw.clone());
            if known != raw {
                self.collision = Some(*entity);
            }
        }
    }

    /// Every (kind, keyed id, raw id), sorted.
    pub(crate) fn into_entries(self) -> Vec<(Entity, i64, Box<str>)> {
        let mut entries: Vec<_> =
            self.by_raw.into_iter().map(|((entity, raw), id)| (entity, id, raw)).collect();
        entries.sort_unstable();
        entries
    }

    /// The keyed id of a raw one that is not to be remembered.
    pub(crate) fn passing(&self, entity: Entity, raw: &str) -> i64 {
        keyed_id(&self.key, entity, &self.program, raw)
    }

    /// The raw id of a keyed one.
    pub(crate) fn raw(&self, entity: Entity, id: i64) -> Option<&str> {
        self.by_id.get(&(entity, id)).map(AsRef::as_ref)
    }

    /// Forgets every id but these.
    pub(crate) fn keep(&mut self, used: &HashSet<(Entity, i64)>) {
        self.by_id.retain(|key, _| used.contains(key));
        self.by_raw.retain(|(entity, _), id| used.contains(&(*entity, *id)));
    }

    /// The kind of id in which two raw ids met at one keyed id, should it ever happen.
    pub fn collision(&self) -> Option<Entity> {
        self.collision
    }

    /// Every (kind, keyed id, raw id), sorted: the vault's content.
    pub fn entries(&self) -> Vec<(&'static str, i64, &str)> {
        let mut entries: Vec<_> = self
            .by_id
            .iter()
            .map(|((entity, id), raw)| (entity.name(), *id, raw.as_ref()))
            .collect();
        entries.sort_unstable();
        entries
    }
}

/// The keyed id of a raw one, without taking note of it.
pub fn keyed_id(key: &[u8], entity: Entity, program: &str, raw: &str) -> i64 {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in [entity.name(), program, raw] {
        mac.update(part.as_bytes());
        // Keeps `ab` + `c` and `a` + `bc` apart.
        mac.update(&[0]);
    }
    let digest = mac.finalize().into_bytes();
    let first: [u8; 8] = digest[..8].try_into().expect("a SHA-256 digest has 32 bytes");
    i64::from_be_bytes(first) & i64::MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_raw_id_keeps_its_id_and_another_key_gives_another() {
        let mut book = IdBook::new(b"key", "riverbend");
        let first = book.id(Entity::Person, "M-001");
        assert_eq!(book.id(Entity::Person, "M-001"), first);
        assert_ne!(book.id(Entity::Match, "M-001"), first);
        assert_ne!(IdBook::new(b"other", "riverbend").id(Entity::Person, "M-001"), first);
        assert!(first >= 0);
        assert_eq!(book.collision(), None);
    }

    #[test]
    fn a_keyed_id_is_the_head_of_the_published_hmac() {
        // RFC 4231, test case 2 checks the primitive: HMAC-SHA-256("Jefe", "what do ya want for nothing?").
        let mut mac = Hmac::<Sha256>::new_from_slice(b"Jefe").expect("any length");
        mac.update(b"what do ya want for nothing?");
        assert_eq!(mac.finalize().into_bytes()[..4], [0x5b, 0xdc, 0xc1, 0x46]);
    }
}
