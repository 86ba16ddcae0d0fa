//! The flags of `tocsin-server serve` about what it calls: webhooks and push services.

use clap::Args;

#[derive(Debug, Args)]
pub(super) struct OutwardArgs {
    /// Let webhooks lead to addresses inside your own network. For a demo on one machine: it needs --demo.
    #[arg(long, env = "TOCSIN_ALLOW_INTERNAL_WEBHOOKS", requires = "demo", value_parser = clap::builder::BoolishValueParser::new())]
    pub(super) allow_internal_webhooks: bool,
    /// Whom a push service writes to when something is wrong: mailto:you@example.com or https://…. The public URL, unless
    /// you say otherwise.
    #[arg(long, env = "TOCSIN_PUSH_CONTACT")]
    pub(super) push_contact: Option<String>,
}
