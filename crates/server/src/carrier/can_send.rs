//! Whether messages can be sent by a channel.

use wire::notification::NotificationType;

use crate::config::Config;

/// Whether messages can be sent by this channel. A demonstration shows all of them in its outbox.
pub(crate) fn can_send(config: &Config, channel: &NotificationType) -> bool {
    let everything = config.notify.is_some() || config.demo;
    match channel {
        NotificationType::Email => everything || config.smtp.is_some(),
        NotificationType::Text | NotificationType::Letter => everything,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::Smtp;

    #[test]
    fn a_mail_server_carries_e_mails_alone() {
        let channels = [NotificationType::Email, NotificationType::Text, NotificationType::Letter];
        let carried = |config: &Config| channels.clone().map(|channel| can_send(config, &channel));
        let nothing = Config::default();
        assert_eq!(carried(&nothing), [false, false, false]);
        let smtp = Smtp { url: "smtp://localhost".to_owned(), from: "a@b.example".to_owned() };
        assert_eq!(carried(&Config { smtp: Some(smtp), ..Config::default() }), [true, false, false]);
        assert_eq!(carried(&Config { demo: true, ..Config::default() }), [true, true, true]);
    }
}
