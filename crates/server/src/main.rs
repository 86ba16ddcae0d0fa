//! The `tocsin-server` binary: parses the command line, and reports a failure in one line.

use std::process::ExitCode;

use clap::Parser;
use server::cli::Cli;

#[tokio::main]
async fn main() -> ExitCode {
    match Cli::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("tocsin-server: {message}");
            ExitCode::FAILURE
        }
    }
}
