//! Words of the addresses of sites and homes.

use super::table::table;

table! {
    /// Addresses.
    AddressesWords addresses {
        title: "Addresses",
        lead: "The control room reads them first, and looks here for whoever presses without a location.",
        find: "Site or resident",
        find_hint: "Type a part of a name",
        sites: "Sites",
        sites_none: "There are no sites yet",
        sites_none_help: "The operator adds one with: tocsin-server site add",
        unknown: "No address yet",
        one_line: "In one line: open it to enter the parts",
        one_line_help: "This address is stored as one line: {line}. Move the town, the postcode and the rest to their own fields and save.",
        no_place: "Not on the map",
        site_lead: "Residents of this site live here, unless they have an address of their own.",
        resident_lead: "Fill in what is not as at their site. Whoever says only the flat lives at the site.",
        flat: "Flat",
        street: "Number and street",
        town: "Town",
        region: "County or province",
        postcode: "Postcode",
        country: "Country",
        uprn: "UPRN",
        uprn_hint: "Unique Property Reference Number, up to 12 digits",
        lat: "Latitude",
        lon: "Longitude",
        place_hint: "Degrees, such as 51.5074. Responders are sent here when nothing else is known.",
        enter_lat: "Enter a number from -90 to 90",
        enter_lon: "Enter a number from -180 to 180",
        both: "Enter latitude and longitude, or neither",
        save: "Save",
        saved: "Saved",
        only_admin: "Only an admin changes the address of a site.",
        gone: "There is no such site or resident",
        back: "All addresses",
    }
}
