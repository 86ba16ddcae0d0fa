//! The lazy chunks. Each function marked `wasm_split`, with all code that only it reaches, becomes a chunk that is
//! loaded when one of its pages is opened. A chunk holds a group of pages, never one page: every set of chunks that
//! shares code becomes a further file.
//!
//! This uses `wasm_split` instead of the router's `#[lazy_route]`, because only `fallible` reports a chunk that did not
//! load; the router's `Lazy` panics then, and the whole app with it.
// The attribute expands to the foreign functions through which chunks call each other.
#![allow(unsafe_code)]

use std::pin::Pin;

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use leptos_router::ChooseView;

use super::lazy::not_loaded;
use super::pages::{self, AccountPage, AdminPage, ControlPage, MessagesPage, StaffPage};
use tocsin::area::Area;
use tocsin::links;
use tocsin::pages::alarm::HomePage;
use tocsin::pages::session_notice::SessionNotice;
use tocsin::pages::staff::layout;
use tocsin::pages::television::TelevisionPage;
use tocsin::root::{Root, use_root};

/// The chunk could not be loaded: no connection, or a new version has replaced it.
#[derive(Clone, Copy, Debug)]
pub struct NotLoaded;

impl From<SplitLoaderError> for NotLoaded {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

type PageView = Result<AnyView, NotLoaded>;

/// A view whose chunk may have to be loaded first. Boxed, so that one function awaits all of them.
pub type PageFuture = Pin<Box<dyn Future<Output = PageView>>>;

/// A page as the route table names it. One type for all routes keeps the router's own code small.
#[derive(Clone, Copy, Debug)]
pub enum Page {
    /// The alarm, in the main chunk.
    Home,
    /// A page of the resident beside the alarm.
    Account(AccountPage),
    Television,
    /// The staff's sign-in and home page.
    Staff(StaffPage),
    Tray,
    /// Writing, sent messages, records, visits, this device.
    Messages(MessagesPage),
    Control(ControlPage),
    Admin(AdminPage),
}

impl ChooseView for Page {
    async fn choose(self) -> AnyView {
        match self.draw().await {
            Ok(view) => view,
            Err(NotLoaded) => not_loaded(self),
        }
    }

    // `on_link_intent` preloads, before the router knows of the visit.
    async fn preload(&self) {}
}

impl Page {
    /// Draws the page; loads its chunk first if needed.
    pub fn draw(self) -> PageFuture {
        let root = use_root();
        match self {
            Self::Home => Box::pin(async { Ok(view! { <SessionNotice/><HomePage/> }.into_any()) }),
            Self::Account(page) => Box::pin(draw_account(page, root)),
            Self::Television => Box::pin(draw_television()),
            Self::Staff(page) => after_staff(root, draw_staff(page)),
            Self::Tray => {
                prefetch(preload_tray());
                after_staff(root, draw_tray(root))
            }
            Self::Messages(page) => {
                prefetch(preload_messages());
                after_staff(root, draw_messages(page))
            }
            Self::Control(page) => {
                prefetch(preload_control());
                after_staff(root, draw_control(page, root))
            }
            Self::Admin(page) => {
                prefetch(preload_admin());
                after_staff(root, draw_admin(page))
            }
        }
    }
}

/// Draws a part of a staff page after the staff's chunk has started. Its own chunk is loaded in parallel.
fn after_staff(root: Root, draw: impl Future<Output = PageView> + 'static) -> PageFuture {
    Box::pin(async move {
        begin_staff(root).await?;
        draw.await
    })
}

/// The bar above every staff page.
pub fn staff_bar() -> PageFuture {
    after_staff(use_root(), draw_staff_bar())
}

#[wasm_split(account, wasm_split_path = leptos::wasm_split, fallible, preload(preload_account))]
fn draw_account(page: AccountPage, root: Root) -> PageView {
    Ok(page.draw(root))
}

// In the chunk of the account pages: a chunk of its own would cost more than it saves, because each split point doubles the sets
// of chunks that can share code.
#[wasm_split(account, wasm_split_path = leptos::wasm_split, fallible)]
fn draw_television() -> PageView {
    Ok(view! { <TelevisionPage/> }.into_any())
}

#[wasm_split(staff, wasm_split_path = leptos::wasm_split, fallible, preload(preload_staff))]
fn begin_staff(root: Root) -> Result<(), NotLoaded> {
    layout::start(root);
    Ok(())
}

#[wasm_split(staff, wasm_split_path = leptos::wasm_split, fallible)]
fn draw_staff(page: StaffPage) -> PageView {
    Ok(page.draw())
}

#[wasm_split(staff, wasm_split_path = leptos::wasm_split, fallible)]
fn draw_staff_bar() -> PageView {
    Ok(layout::staff_bar())
}

#[wasm_split(tray, wasm_split_path = leptos::wasm_split, fallible, preload(preload_tray))]
fn draw_tray(root: Root) -> PageView {
    Ok(pages::tray(root))
}

#[wasm_split(messages, wasm_split_path = leptos::wasm_split, fallible, preload(preload_messages))]
fn draw_messages(page: MessagesPage) -> PageView {
    Ok(page.draw())
}

#[wasm_split(control, wasm_split_path = leptos::wasm_split, fallible, preload(preload_control))]
fn draw_control(page: ControlPage, root: Root) -> PageView {
    Ok(page.draw(root))
}

#[wasm_split(admin, wasm_split_path = leptos::wasm_split, fallible, preload(preload_admin))]
fn draw_admin(page: AdminPage) -> PageView {
    Ok(page.draw())
}

/// Loads the chunks of the page at `path` before a visit.
pub fn preload(path: &str) {
    if Area::of(path) != Area::Staff {
        if path != links::HOME {
            prefetch(preload_account());
        }
        return;
    }
    prefetch(preload_staff());
    if links::is_below(path, links::CONTROL) {
        prefetch(preload_control());
    } else if links::is_below(path, links::TRAY) {
        prefetch(preload_tray());
    } else if links::is_beside_the_tray(path) {
        prefetch(preload_messages());
    } else if !links::is_staff_home(path) {
        prefetch(preload_admin());
    }
}

/// Starts a download in parallel. A failure is reported where the chunk is needed.
fn prefetch<E>(chunk: impl Future<Output = Result<(), E>> + 'static) {
    leptos::task::spawn_local(async move {
        let _ = chunk.await;
    });
}
