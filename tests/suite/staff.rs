//! Names stay in the vault: the list for staff, the sealed vault, the record of processing, consent and what is not read.

mod consent;
mod list;
mod mill;
mod record;
mod vault;
