//! The form of a contract table: columns, types, rules, keys, references.

/// One table of the warehouse: its rule book and, printed, its dictionary.
#[derive(Debug)]
pub struct Table {
    /// Name, also of the folder in the warehouse.
    pub name: &'static str,
    /// One row per what.
    pub grain: &'static str,
    /// Columns beside `program_id`, in order.
    pub columns: &'static [Column],
    /// Natural key: two rows with the same key are the same row, and the later export wins.
    pub key: &'static [&'static str],
    /// Column whose date decides the row's term, unless the row names a term itself.
    pub dated_by: Option<&'static str>,
    /// Pairs of dates that must stand in this order: (earlier, later).
    pub in_order: &'static [(&'static str, &'static str)],
}

/// One column.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about the column, and all their combinations occur"
)]
pub struct Column {
    /// Name.
    pub name: &'static str,
    /// Type and rule.
    pub kind: Kind,
    /// A row without it is set aside.
    pub required: bool,
    /// Never echoed in a message, never published.
    pub personal: bool,
    /// A reference that may lead nowhere: the row is kept, and said to be about somebody unknown.
    pub loose: bool,
    /// A date that may lie after the cut-off, such as an expiry.
    pub future: bool,
    /// An empty cell says something: one that cannot be read is not taken for it, and sets its row aside.
    pub telling: bool,
    /// What it holds.
    pub about: &'static str,
}

/// Type of a column, with what it allows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// An id, replaced by a keyed 63-bit hash; the raw id goes to the vault.
    Id(Entity),
    /// An id that must occur in the named table's key column.
    Reference(Entity, &'static str),
    /// One of these words.
    Category(&'static [&'static str]),
    /// Any short text, kept as it is.
    Label,
    /// Free text of a person.
    Text,
    /// A number between two ends.
    Number(f64, f64),
    /// A whole number between two ends.
    Integer(i64, i64),
    /// A calendar date; the warehouse adds a twin in days since 1970-01-01.
    Date,
    /// Yes or no.
    Boolean,
}

/// What an id identifies: ids of different kinds never collide or join by accident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entity {
    /// A person.
    Person,
    /// A match.
    Match,
    /// A group of matches.
    Group,
    /// A meeting.
    Meeting,
    /// One filled-in form.
    Response,
    /// An open answer.
    Comment,
    /// A goal.
    Goal,
}

impl Entity {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Person,
        Self::Match,
        Self::Group,
        Self::Meeting,
        Self::Response,
        Self::Comment,
        Self::Goal,
    ];

    /// Name that is hashed with the id.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Match => "match",
            Self::Group => "group",
            Self::Meeting => "meeting",
            Self::Response => "response",
            Self::Comment => "comment",
            Self::Goal => "goal",
        }
    }
}

impl Column {
    /// An optional column without personal data.
    pub const fn new(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Self {
            name,
            kind,
            required: false,
            personal: false,
            loose: false,
            future: false,
            telling: false,
            about,
        }
    }

    /// The same column, required.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same column, personal.
    #[must_use]
    pub const fn personal(mut self) -> Self {
        self.personal = true;
        self
    }

    /// The same column, of which an empty cell says something.
    #[must_use]
    pub const fn telling(mut self) -> Self {
        self.telling = true;
        self
    }

    /// The same reference, which may lead nowhere.
    #[must_use]
    pub const fn loose(mut self) -> Self {
        self.loose = true;
        self
    }

    /// The same date column, open to the future.
    #[must_use]
    pub const fn future(mut self) -> Self {
        self.future = true;
        self
    }

    /// Name of the integer twin of a date column: `held_on` → `held_day`.
    pub fn day_twin(&self) -> Option<String> {
        let stem = self.name.strip_suffix("_on")?;
        (self.kind == Kind::Date).then(|| format!("{stem}_day"))
    }
}

impl Table {
    /// A column by name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}
