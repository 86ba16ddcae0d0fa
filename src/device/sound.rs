//! The alarm's sound: two short tones, made here, so that no file has to be loaded while somebody waits.
//!
//! A browser lets a page sound only after a person has touched it; until then [`AlarmSound::is_blocked`] says so.

use wasm_bindgen::JsValue;
use web_sys::{AudioContext, AudioContextState};

/// What a sound means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tune {
    /// Somebody asks for help.
    Alarm,
    /// No alarm can arrive here.
    Disconnected,
}

/// A device for sound; none where the browser has none.
pub struct AlarmSound {
    context: Option<AudioContext>,
}

impl AlarmSound {
    /// Makes one. It is silent until it is rung.
    pub fn new() -> Self {
        Self { context: AudioContext::new().ok() }
    }

    /// Whether the browser still waits for somebody to touch the page.
    pub fn is_blocked(&self) -> bool {
        self.context.as_ref().is_some_and(|context| context.state() == AudioContextState::Suspended)
    }

    /// Asks to be let sound; worth trying from a press of a key or a finger.
    pub fn unblock(&self) {
        if let Some(context) = &self.context {
            let _ = context.resume();
        }
    }

    /// Sounds an alarm once.
    pub fn play_alarm(&self) {
        self.play(Tune::Alarm);
    }

    /// Sounds once.
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
            // A tone that the browser refuses is only not heard: the screen says the same.
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

/// A quarter of a second, swelling and fading, so that it does not crack.
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
