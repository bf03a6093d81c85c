//! The only SQL, migrations and search index of Dateline.
