//! The binary as a separate process.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The binary, run in this folder.
pub fn tocsin(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tocsin-server"));
    command.current_dir(folder).env_remove("TOCSIN_PASSWORD").stdin(Stdio::null());
    command
}

/// A server process that does not outlive its test.
pub struct Running {
    pub child: Child,
    /// The address that it listens on.
    pub address: String,
}

impl Running {
    /// A demo on this folder's database.
    pub fn start(folder: &Path, flags: &[&str]) -> Self {
        Self::spawn_after(tocsin(folder), flags)
    }

    /// The same with another command that runs the binary.
    pub fn spawn(command: Command) -> Self {
        Self::spawn_after(command, &[])
    }

    /// A server for real data on this folder's database.
    pub fn real(folder: &Path, flags: &[&str]) -> Self {
        Self::listening(tocsin(folder).arg("serve").args(flags))
    }

    fn spawn_after(mut command: Command, flags: &[&str]) -> Self {
        Self::listening(command.args(["serve", "--demo"]).args(flags))
    }

    fn listening(command: &mut Command) -> Self {
        let mut child = command
            .args(["--listen", "127.0.0.1:0", "--log-format", "json"])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let line = lines.by_ref().map(Result::unwrap).find(|line| line.contains("listening")).unwrap();
        let logged: serde_json::Value = serde_json::from_str(&line).unwrap();
        let address = logged["fields"]["address"].as_str().unwrap().to_owned();
        // The log must be read; otherwise the server would block when the pipe is full.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address }
    }

    /// Sends it a signal, such as `-KILL`.
    pub fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args([name, &pid]).status().unwrap().success());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
