//! Keys, as WebDriver writes them.

/// The tabulator.
pub const TAB: &str = "\u{e004}";
/// Enter.
pub const ENTER: &str = "\u{e007}";
/// Escape.
pub const ESCAPE: &str = "\u{e00c}";
/// The arrow upwards.
pub const UP: &str = "\u{e013}";
/// The arrow downwards.
pub const DOWN: &str = "\u{e015}";
/// The control key, to be held down.
pub const CONTROL: char = '\u{e009}';
