//! Ids that say nothing: keyed 63-bit hashes in place of the exports' own ids.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashSet};

use ahash::AHashMap;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::table::Entity;
use crate::machine::{Phase, stopwatch};

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
    by_raw: BTreeMap<Entity, OfEntity>,
    by_id: AHashMap<(Entity, i64), Box<str>>,
    /// True for a book of one file, which is taken into another one: what it holds is looked up by raw id only.
    is_part: bool,
    collision: Option<Entity>,
}

/// Keyed ids of one kind, by raw id.
#[derive(Debug)]
struct OfEntity {
    ids: AHashMap<Box<str>, i64>,
    /// What every id of the kind begins with, hashed once.
    begun: Begun,
}

/// A hash in the making.
#[derive(Clone)]
struct Begun(Hmac<Sha256>);

impl std::fmt::Debug for Begun {
    /// Made from the key, and as secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Begun(…)")
    }
}

impl Begun {
    fn new(key: &[u8], entity: Entity, program: &str) -> Self {
        let mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
        let mut begun = Self(mac);
        begun.add(entity.name());
        begun.add(program);
        begun
    }

    fn add(&mut self, part: &str) {
        self.0.update(part.as_bytes());
        // Keeps `ab` + `c` and `a` + `bc` apart.
        self.0.update(&[0]);
    }

    /// The first 63 bits of the hash with a raw id.
    fn id(mut self, raw: &str) -> i64 {
        self.add(raw);
        let digest = self.0.finalize().into_bytes();
        let first: [u8; 8] = digest[..8].try_into().expect("a SHA-256 digest has 32 bytes");
        i64::from_be_bytes(first) & i64::MAX
    }
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
            by_raw: BTreeMap::new(),
            by_id: AHashMap::new(),
            is_part: false,
            collision: None,
        }
    }

    /// The keyed id of a raw one.
    pub(crate) fn id(&mut self, entity: Entity, raw: &str) -> i64 {
        let of_entity = self.by_raw.entry(entity).or_insert_with(|| OfEntity {
            ids: AHashMap::new(),
            begun: Begun::new(&self.key, entity, &self.program),
        });
        if let Some(&id) = of_entity.ids.get(raw) {
            return id;
        }
        let timed = stopwatch(Phase::Hash);
        let id = of_entity.begun.clone().id(raw);
        drop(timed);
        of_entity.ids.insert(Box::from(raw), id);
        if !self.is_part {
            let before = self.by_id.insert((entity, id), Box::from(raw));
            if before.is_some_and(|before| *before != *raw) {
                self.collision = Some(entity);
            }
        }
        id
    }

    /// An empty book with the same key for one file; a collision is found when it is taken in.
    pub(crate) fn part(&self) -> Self {
        Self { is_part: true, ..Self::new(&self.key, &self.program) }
    }

    /// Takes in what another book with the same key says.
    pub(crate) fn take(&mut self, entries: Vec<(Entity, i64, Box<str>)>) {
        self.by_id.reserve(entries.len());
        for (entity, id, raw) in entries {
            match self.by_id.entry((entity, id)) {
                Entry::Vacant(new) => {
                    new.insert(raw);
                }
                Entry::Occupied(known) if *known.get() != raw => self.collision = Some(entity),
                Entry::Occupied(_) => {}
            }
        }
    }

    /// Every (kind, keyed id, raw id), sorted.
    pub(crate) fn into_entries(self) -> Vec<(Entity, i64, Box<str>)> {
        let mut entries: Vec<_> = self
            .by_raw
            .into_iter()
            .flat_map(|(entity, own)| own.ids.into_iter().map(move |(raw, id)| (entity, id, raw)))
            .collect();
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
        for (entity, own) in &mut self.by_raw {
            own.ids.retain(|_, id| used.contains(&(*entity, *id)));
        }
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
    Begun::new(key, entity, program).id(raw)
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
