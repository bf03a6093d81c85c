//! HTML: bytes to a flat arena tree, and the walks over it.
