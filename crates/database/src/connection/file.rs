//! Creates the SQLite file with the right permissions: only the user that runs the server can read it.

use std::fs::{OpenOptions, Permissions};
use std::io;
use std::path::{Path, PathBuf};

/// Read and write for the owner only.
#[cfg(unix)]
const OWNER_ONLY: u32 = 0o600;

/// Creates the file if it is missing, and removes other users' permissions from it and from the two files that SQLite keeps
/// beside it. SQLite creates those two with the permissions of the first.
///
/// SQLite's own error ("unable to open database file") names neither the path nor the reason; these errors do.
pub(super) fn prepare(path: &Path) -> Result<(), String> {
    open(path).and_then(|()| tighten(path)).map_err(|error| {
        format!("Cannot write the database file {}: {error}. Choose another with --database.", path.display())
    })
}

fn open(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, OWNER_ONLY);
    options.open(path).map(drop)
}

#[cfg(unix)]
fn tighten(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    for path in [path.to_owned(), beside(path, "-wal"), beside(path, "-shm")] {
        match std::fs::metadata(&path) {
            Ok(file) if file.permissions().mode() & 0o077 != 0 => {
                std::fs::set_permissions(&path, Permissions::from_mode(OWNER_ONLY))?;
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn tighten(_: &Path) -> io::Result<()> {
    Ok(())
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn rights(path: &Path) -> u32 {
        std::fs::metadata(path).expect("the file exists").permissions().mode() & 0o777
    }

    #[tokio::test]
    async fn nobody_else_can_read_the_database_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new.db");
        let db = crate::connection::connect(&format!("sqlite:{}", path.display())).await.unwrap();
        db.migrate::<crate::migration::Migrator>().await.unwrap();
        for path in [path.clone(), beside(&path, "-wal"), beside(&path, "-shm")] {
            assert_eq!(rights(&path), 0o600, "{}", path.display());
        }
    }

    #[test]
    fn an_older_file_that_others_can_read_is_tightened_at_the_start() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.db");
        for path in [path.clone(), beside(&path, "-wal")] {
            std::fs::write(&path, "").unwrap();
            std::fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        }
        prepare(&path).unwrap();
        assert_eq!(rights(&path), 0o600);
        assert_eq!(rights(&beside(&path, "-wal")), 0o600);
    }
}
