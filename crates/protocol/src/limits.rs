//! How large what comes from outside may be. Both ends keep to the same numbers: the gateway
//! publishes nothing larger, the device accepts nothing larger.

/// One line of a feed file, in bytes.
pub const LINE_BYTES: usize = 256 * 1024;
/// A feed file as it travels, in bytes.
pub const FILE_BYTES: u64 = 64 * 1024 * 1024;
/// A feed file unpacked, in bytes.
pub const UNPACKED_BYTES: u64 = 512 * 1024 * 1024;
/// Any metadata file of the feed, in bytes.
pub const METADATA_BYTES: u64 = 1024 * 1024;
/// How many new root files a client follows in one go.
pub const ROOT_UPDATES: u64 = 256;
/// A reply of the live interface, in bytes.
pub const LIVE_BYTES: usize = 1024 * 1024;
/// The memory that unpacking may ask for, as zstd's window logarithm: 2^23 = 8 MiB.
pub const ZSTD_WINDOW_LOG: u32 = 23;
/// When the deltas of a generation weigh more than this fraction of their base, a new generation
/// begins.
pub const COMPACT_AT: f64 = 1.0 / 3.0;
