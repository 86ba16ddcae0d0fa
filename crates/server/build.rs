//! With the feature `embed`: compresses the built app in `dist/` and puts it into the binary.

fn main() {
    #[cfg(feature = "embed")]
    memory_serve::load_directory_with_embed("../../dist", true);
}
