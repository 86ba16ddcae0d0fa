//! The `tocsin-server` binary: reads the command line, says in one line why something did not work.

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
