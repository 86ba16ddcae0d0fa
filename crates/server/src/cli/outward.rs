//! The flags of `tocsin-server serve` about outgoing requests: webhooks, push services and the geocoder.

use clap::{ArgAction, Args};
use ipnet::IpNet;

#[derive(Debug, Args)]
pub(crate) struct OutwardArgs {
    /// Allow webhooks to every internal address. For a demo on one machine; requires --demo.
    #[arg(long, env = "TOCSIN_ALLOW_INTERNAL_WEBHOOKS", requires = "demo", value_parser = clap::builder::BoolishValueParser::new())]
    pub(crate) allow_internal_webhooks: bool,
    /// Internal networks that service callbacks, provider webhooks and API client webhooks may reach, such as 10.1.0.0/16;
    /// separated by commas. All other internal addresses stay refused.
    #[arg(long, env = "TOCSIN_ALLOW_CALLBACKS_TO", value_name = "NETWORK", value_delimiter = ',', action = ArgAction::Append)]
    pub(crate) allow_callbacks_to: Vec<IpNet>,
    /// URL of a geocoder with Nominatim's API, such as https://geocoder.example/nominatim. It receives the positions of callouts,
    /// to find their street addresses, and the addresses of homes, to find their coordinates. Without it there is no geocoding.
    #[arg(long, env = "TOCSIN_GEOCODER_URL", value_parser = parse_geocoder)]
    pub(crate) geocoder_url: Option<String>,
    /// Contact that push services use to report problems: mailto:you@example.com or https://…. The default is the public URL.
    #[arg(long, env = "TOCSIN_PUSH_CONTACT")]
    pub(crate) push_contact: Option<String>,
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
