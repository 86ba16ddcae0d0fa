//! Which of the operator's internal addresses outgoing requests may call.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use ipnet::IpNet;

/// The internal addresses that may be called.
#[derive(Clone, Debug, Default)]
pub struct InternalAccess {
    /// Allows all of them, for a demonstration on one machine.
    all: bool,
    /// The operator's allow-list.
    networks: Arc<[IpNet]>,
}

impl InternalAccess {
    /// Allows these networks; `all` allows every address, for a demonstration.
    pub fn new(all: bool, networks: &[IpNet]) -> Self {
        Self { all, networks: networks.into() }
    }

    /// The same without the allow-list, for addresses that anybody may register.
    pub fn without_networks(&self) -> Self {
        Self { all: self.all, networks: Arc::default() }
    }

    /// Whether this address may be called.
    pub fn allows(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.all || !is_internal(address) || self.networks.iter().any(|network| network.contains(&address))
    }

    /// Whether a local host name may be resolved at all; its addresses are checked afterwards.
    pub fn looks_up_near(&self) -> bool {
        self.all || !self.networks.is_empty()
    }
}

impl From<bool> for InternalAccess {
    fn from(all: bool) -> Self {
        Self::new(all, &[])
    }
}

/// Whether an address is not part of the public internet.
pub fn is_internal(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_internal_v4(address),
        IpAddr::V6(address) => is_internal_v6(address),
    }
}

/// <https://www.iana.org/assignments/iana-ipv4-special-registry>
pub fn is_internal_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    match a {
        0 | 10 | 127 | 224.. => true,
        100 => (64..128).contains(&b),
        169 => b == 254,
        172 => (16..32).contains(&b),
        192 => b == 168 || (b == 0 && matches!(c, 0 | 2)) || (b, c) == (88, 99),
        198 => matches!(b, 18 | 19) || (b, c) == (51, 100),
        203 => (b, c) == (0, 113),
        _ => false,
    }
}

/// Only global unicast is public, without the ranges that embed an IPv4 address or are reserved: an internal address could be
/// hidden there. <https://www.iana.org/assignments/iana-ipv6-special-registry>
pub fn is_internal_v6(address: Ipv6Addr) -> bool {
    if let Some(mapped) = address.to_ipv4_mapped() {
        return is_internal_v4(mapped);
    }
    let [first, second, ..] = address.segments();
    let is_global_unicast = first & 0xe000 == 0x2000;
    let is_protocol_or_teredo = first == 0x2001 && second < 0x0200;
    let is_documentation = (first == 0x2001 && second == 0x0db8) || first == 0x3fff;
    let is_6to4 = first == 0x2002;
    !is_global_unicast || is_protocol_or_teredo || is_documentation || is_6to4
}
