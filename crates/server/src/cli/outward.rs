//! The flags of `tocsin-server serve` about what it calls: webhooks and push services.

use clap::{ArgAction, Args};
use ipnet::IpNet;

#[derive(Debug, Args)]
pub(super) struct OutwardArgs {
    /// Let webhooks lead to addresses inside your own network. For a demo on one machine: it needs --demo.
    #[arg(long, env = "TOCSIN_ALLOW_INTERNAL_WEBHOOKS", requires = "demo", value_parser = clap::builder::BoolishValueParser::new())]
    pub(super) allow_internal_webhooks: bool,
    /// Networks of your own that callbacks to services, webhooks of providers and webhooks of API clients may lead to, such as
    /// 10.1.0.0/16; separated by commas. All other internal addresses stay refused.
    #[arg(long, env = "TOCSIN_ALLOW_CALLBACKS_TO", value_name = "NETWORK", value_delimiter = ',', action = ArgAction::Append)]
    pub(super) allow_callbacks_to: Vec<IpNet>,
    /// A geocoder that speaks Nominatim's API, such as https://geocoder.example/nominatim. It is told where people press, to find
    /// the street address, and where they live, to find the place. Without it nobody is.
    #[arg(long, env = "TOCSIN_GEOCODER_URL", value_parser = parse_geocoder)]
    pub(super) geocoder_url: Option<String>,
    /// Whom a push service writes to when something is wrong: mailto:you@example.com or https://…. The public URL, unless
    /// you say otherwise.
    #[arg(long, env = "TOCSIN_PUSH_CONTACT")]
    pub(super) push_contact: Option<String>,
}

fn parse_geocoder(text: &str) -> Result<String, String> {
    let url = reqwest::Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let fits = url.is_some_and(|url| url.query().is_none() && url.fragment().is_none());
    if fits {
        Ok(text.trim_end_matches('/').to_owned())
    } else {
        Err("write it like https://geocoder.example".to_owned())
    }
}
