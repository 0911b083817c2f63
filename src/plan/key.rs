//! How sections and keys are declared: once, for the reader and for the reference.

/// One section of the plan.
#[derive(Debug)]
pub struct Form {
    /// Path of the section: `privacy`, or `instruments.scales` for one inside another.
    pub name: &'static str,
    /// Written with two brackets, any number of times.
    pub many: bool,
    /// What the section is for.
    pub about: &'static str,
    /// Its keys, in the order of the reference.
    pub keys: &'static [Key],
}

impl Form {
    /// A section that stands once.
    pub const fn one(name: &'static str, about: &'static str, keys: &'static [Key]) -> Self {
        Self { name, many: false, about, keys }
    }

    /// A section that stands any number of times.
    pub const fn many(name: &'static str, about: &'static str, keys: &'static [Key]) -> Self {
        Self { name, many: true, about, keys }
    }

    /// The section as written: `[privacy]`, `[[terms]]`.
    pub fn header(&self) -> String {
        if self.many { format!("[[{}]]", self.name) } else { format!("[{}]", self.name) }
    }
}

/// One key of a section.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What may be written.
    pub kind: Kind,
    /// What happens when nothing is written.
    pub absent: Absent,
    /// What it means.
    pub about: &'static str,
    /// A value as written in the plan.
    pub example: &'static str,
}

/// What happens when a key is absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {
    /// An error.
    Refused,
    /// Nothing; the meaning says what follows.
    Fine,
    /// This value counts: the text of the word or number.
    Default(&'static str),
    /// A value that depends on the rest of the plan, in words.
    Otherwise(&'static str),
}

impl Key {
    /// An optional key.
    pub const fn new(
        name: &'static str,
        kind: Kind,
        about: &'static str,
        example: &'static str,
    ) -> Self {
        Self { name, kind, absent: Absent::Fine, about, example }
    }

    /// The same key, required.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.absent = Absent::Refused;
        self
    }

    /// The same key with a default.
    #[must_use]
    pub const fn default(mut self, value: &'static str) -> Self {
        self.absent = Absent::Default(value);
        self
    }

    /// The same key with a default that depends on the rest of the plan.
    #[must_use]
    pub const fn otherwise(mut self, words: &'static str) -> Self {
        self.absent = Absent::Otherwise(words);
        self
    }
}

/// What may be written as the value of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any text that is not blank.
    Text,
    /// A short name.
    Id,
    /// A short name that also names files.
    FileId,
    /// Names with a dot between, in the given form: `instrument.scale`.
    Dotted(&'static str),
    /// One of these words.
    Word(&'static [&'static str]),
    /// One character.
    Character,
    /// A number.
    Number,
    /// A number above 0.
    Positive,
    /// A number above 0, up to 1.
    Share,
    /// A confidence level.
    Level,
    /// A whole number from 1.
    Count,
    /// `true` or `false`.
    Boolean,
    /// A calendar date.
    Date,
    /// One text, or a list of texts.
    Texts,
    /// A table of texts.
    Pairs,
    /// A table whose values are one text or a list of texts.
    PairsOfTexts,
    /// A table of tables of texts.
    Tables,
}

impl Kind {
    /// Name of the type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text | Self::Character | Self::Dotted(_) => "text",
            Self::Id | Self::FileId => "short name",
            Self::Word(_) => "word",
            Self::Number | Self::Positive | Self::Share | Self::Level => "number",
            Self::Count => "whole number",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Texts => "text or list",
            Self::Pairs => "table of texts",
            Self::PairsOfTexts => "table of texts or lists",
            Self::Tables => "table of tables",
        }
    }

    /// What is allowed, in words.
    pub fn allowed(self) -> String {
        match self {
            Self::Text => "a text that is not blank",
            Self::Id => "letters, digits, `-` and `_`",
            Self::FileId => "lower-case letters, digits, `-` and `_`",
            Self::Dotted(form) => form,
            Self::Word(words) => return super::problems::in_words(words),
            Self::Character => "one character; `\\t` or `tab` for a tab",
            Self::Number => "a number",
            Self::Positive => "a number above 0",
            Self::Share => "a number above 0, up to 1",
            Self::Level => "a number from 0.5 to below 1",
            Self::Count => "a whole number from 1",
            Self::Boolean => "`true` or `false`",
            Self::Date => "a date such as 2024-09-01",
            Self::Texts => "a text that is not blank, or a list of such texts",
            Self::Pairs => "a table of texts, such as `{ name = \"text\" }`",
            Self::PairsOfTexts => "a table of texts or lists, such as `{ name = [\"text\"] }`",
            Self::Tables => "a table of tables of texts, such as `{ name = { text = \"word\" } }`",
        }
        .to_owned()
    }
}
