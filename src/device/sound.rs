//! The alarm's sound: two short tones, generated here so that no file has to be loaded.
//!
//! Browsers block sound until a person has interacted with the page; until then [`AlarmSound::is_blocked`] is true.

use wasm_bindgen::JsValue;
use web_sys::{AudioContext, AudioContextState};

/// What a sound means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tune {
    /// Somebody asks for help.
    Alarm,
    /// The page is disconnected: no alarm can arrive.
    Disconnected,
}

/// The audio output, if the browser has one.
pub struct AlarmSound {
    context: Option<AudioContext>,
}

impl AlarmSound {
    /// Creates the output, silent at first.
    pub fn new() -> Self {
        Self { context: AudioContext::new().ok() }
    }

    /// Whether the browser waits for an interaction.
    pub fn is_blocked(&self) -> bool {
        self.context.as_ref().is_some_and(|context| context.state() == AudioContextState::Suspended)
    }

    /// Asks the browser to allow sound; call it from a click or key handler.
    pub fn unblock(&self) {
        if let Some(context) = &self.context {
            let _ = context.resume();
        }
    }

    /// Plays the alarm once.
    pub fn play_alarm(&self) {
        self.play(Tune::Alarm);
    }

    /// Plays a tune once.
    pub fn play(&self, tune: Tune) {
        let Some(context) =
            self.context.as_ref().filter(|context| context.state() == AudioContextState::Running)
        else {
            return;
        };
        let tones: &[(f32, f64)] = match tune {
            Tune::Alarm => &[(880.0, 0.0), (660.0, 0.28)],
            Tune::Disconnected => &[(330.0, 0.0), (330.0, 0.35), (247.0, 0.7)],
        };
        for &(pitch, after) in tones {
            // A refused tone is only not heard: the screen shows the same.
            let _ = sound(context, pitch, context.current_time() + after);
        }
    }
}

impl Default for AlarmSound {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for AlarmSound {
    fn drop(&mut self) {
        if let Some(context) = &self.context {
            let _ = context.close();
        }
    }
}

/// A quarter of a second with fades, so that it does not click.
fn sound(context: &AudioContext, pitch: f32, at: f64) -> Result<(), JsValue> {
    let (tone, volume) = (context.create_oscillator()?, context.create_gain()?);
    tone.frequency().set_value_at_time(pitch, at)?;
    let gain = volume.gain();
    gain.set_value_at_time(0.0, at)?;
    gain.linear_ramp_to_value_at_time(0.25, at + 0.02)?;
    gain.linear_ramp_to_value_at_time(0.0, at + 0.25)?;
    tone.connect_with_audio_node(&volume)?;
    volume.connect_with_audio_node(&context.destination())?;
    tone.start_with_when(at)?;
    tone.stop_with_when(at + 0.26)
}
