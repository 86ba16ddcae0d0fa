//! How far into the operator's own network a call may reach.

use std::net::IpAddr;
use std::sync::Arc;

use ipnet::IpNet;

use super::address::is_internal;

/// Which addresses inside the operator's own network may be called.
#[derive(Clone, Debug, Default)]
pub struct InternalAccess {
    /// All of them: for a demonstration on one machine.
    all: bool,
    /// The operator's allow-list.
    networks: Arc<[IpNet]>,
}

impl InternalAccess {
    /// The networks that the operator named; `all` is for a demonstration.
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

    /// Whether a name of the neighbourhood may be looked up at all; its addresses then decide.
    pub(super) fn looks_up_near(&self) -> bool {
        self.all || !self.networks.is_empty()
    }
}

impl From<bool> for InternalAccess {
    fn from(all: bool) -> Self {
        Self::new(all, &[])
    }
}
