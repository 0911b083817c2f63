//! Which levels a unit has: the view `segments`, read once for all measures.

use ahash::{AHashMap, RandomState};
use arrow::array::{Array as _, AsArray as _, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Int64Type};
use hashbrown::HashTable;

use super::MeasureError;

/// The query that [`Levels::read`] reads, over the view [`super::compute::SEGMENTS`].
pub(super) const SQL: &str = "select unit, unit_id, dimension, origin, level from segments";

/// A level of a dimension.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Level {
    /// The segment's id.
    pub(super) dimension: String,
    /// The table that it comes from.
    pub(super) origin: String,
    /// What it is called.
    pub(super) name: String,
}

impl Level {
    fn words(&self) -> [&str; 3] {
        [&self.dimension, &self.origin, &self.name]
    }
}

/// Levels of every person and every match.
#[derive(Debug, Default)]
pub(super) struct Levels {
    /// Each level that occurs.
    all: Vec<Level>,
    people: Held,
    matches: Held,
}

/// Levels by id. A million people with six levels each must fit, so they lie in one list.
#[derive(Debug, Default)]
struct Held {
    /// Where the levels of a unit begin and end.
    ranges: AHashMap<i64, (u32, u32)>,
    places: Vec<u32>,
}

impl Held {
    fn new(mut pairs: Vec<(i64, u32)>) -> Self {
        pairs.sort_unstable();
        let mut ranges = AHashMap::new();
        for (at, (id, _)) in (0..).zip(&pairs) {
            ranges.entry(*id).or_insert((at, at)).1 = at + 1;
        }
        Self { ranges, places: pairs.into_iter().map(|(_, place)| place).collect() }
    }

    fn units(&self) -> impl Iterator<Item = &[u32]> {
        let ranges = self.ranges.values();
        ranges.map(|&(begin, end)| &self.places[begin as usize..end as usize])
    }

    fn of(&self, id: i64) -> &[u32] {
        let range = self.ranges.get(&id).map(|&(begin, end)| begin as usize..end as usize);
        range.map_or(&[], |range| &self.places[range])
    }
}

impl Levels {
    /// The rows of [`SQL`].
    pub(super) fn read(batches: &[RecordBatch]) -> Result<Self, MeasureError> {
        let (mut known, hasher) = (HashTable::<u32>::new(), RandomState::default());
        let mut levels = Self::default();
        let (mut people, mut matches) = (Vec::new(), Vec::new());
        for batch in batches {
            let text = |at: usize| cast(batch.column(at), &DataType::Utf8);
            let columns = [text(0)?, text(2)?, text(3)?, text(4)?];
            let [units, dimensions, origins, names] =
                [0, 1, 2, 3].map(|at| columns[at].as_string::<i32>());
            let ids = cast(batch.column(1), &DataType::Int64)?;
            let ids = ids.as_primitive::<Int64Type>();
            for row in (0..batch.num_rows()).filter(|row| ids.is_valid(*row)) {
                let words = [dimensions.value(row), origins.value(row), names.value(row)];
                let hash = hasher.hash_one(words);
                let same = |place: &u32| levels.all[*place as usize].words() == words;
                let place = known.find(hash, same).copied().unwrap_or_else(|| {
                    let place = u32::try_from(levels.all.len()).expect("levels are few");
                    let [dimension, origin, name] = words.map(str::to_owned);
                    levels.all.push(Level { dimension, origin, name });
                    let all = &levels.all;
                    known.insert_unique(hash, place, |place| {
                        hasher.hash_one(all[*place as usize].words())
                    });
                    place
                });
                let of_match = units.value(row) == "match";
                let pairs = if of_match { &mut matches } else { &mut people };
                pairs.push((ids.value(row), place));
            }
        }
        levels.people = Held::new(people);
        levels.matches = Held::new(matches);
        Ok(levels)
    }

    /// People with their levels.
    #[cfg(test)]
    pub(super) fn of_people(people: impl IntoIterator<Item = Vec<Level>>) -> Self {
        let mut levels = Self::default();
        let mut pairs = Vec::new();
        for (id, own) in (0..).zip(people) {
            for level in own {
                let known = levels.all.iter().position(|known| *known == level);
                let place = known.unwrap_or(levels.all.len());
                if known.is_none() {
                    levels.all.push(level);
                }
                pairs.push((id, u32::try_from(place).unwrap()));
            }
        }
        levels.people = Held::new(pairs);
        levels
    }

    /// Places of the levels of a unit, `match` or `person`.
    pub(super) fn of(&self, unit: &str, id: i64) -> &[u32] {
        if unit == "match" { self.matches.of(id) } else { self.people.of(id) }
    }

    /// The places of the levels of each unit.
    pub(super) fn units(&self) -> impl Iterator<Item = &[u32]> {
        self.people.units().chain(self.matches.units())
    }

    /// Every level; a place is an index.
    pub(super) fn all(&self) -> &[Level] {
        &self.all
    }
}
