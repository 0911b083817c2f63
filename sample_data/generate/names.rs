//! Names that nobody bears.

/// First names.
pub(crate) const FIRST: &[&str] = &[
    "Ada", "Amari", "Bao", "Bea", "Cleo", "Dario", "Dune", "Elif", "Emeka", "Fenna", "Gio", "Hana",
    "Ines", "Ivo", "Jora", "Juno", "Kai", "Kesi", "Lark", "Leif", "Mara", "Milo", "Nia", "Noor",
    "Oren", "Paz", "Quin", "Rafi", "Remy", "Sage", "Sol", "Suri", "Tavi", "Tomas", "Uma", "Vesna",
    "Wren", "Xenia", "Yael", "Zeno",
];

/// Last names.
pub(crate) const LAST: &[&str] = &[
    "Applebrook",
    "Ashvale",
    "Birchwater",
    "Brambleton",
    "Cedarfen",
    "Cloverfield-Nunez",
    "Driftwood",
    "Elderbrook",
    "Fernwick",
    "Foxglove",
    "Goldenrod",
    "Hazelmere",
    "Heronsway",
    "Ivybridge",
    "Juniperson",
    "Kestrelton",
    "Larkspur",
    "Maplethorpe",
    "Meadowlark",
    "Millstone",
    "Nettlewood",
    "Oakhollow",
    "Otterbank",
    "Pebblecreek",
    "Quillfeather",
    "Reedwater",
    "Riverstone",
    "Rowanberry",
    "Saltmarsh",
    "Sparrowhill",
    "Stillwater",
    "Thistledown",
    "Underhill-Ode",
    "Violetta",
    "Willowmere",
    "Windermoor",
    "Wrenfield",
    "Yarrowby",
];

/// Schools of each site, some of them with letters beyond ASCII.
pub(crate) const SCHOOLS: &[&[&str]] = &[
    &["José Martí School", "Escuela Peña Blanca", "Eastside Prep"],
    &["Académie Beauséjour", "Millbrook Union School", "Château Creek School"],
];
