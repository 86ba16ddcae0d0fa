/* The addresses that the installed app answers without the server. All others are the server's: files from an e-mail, the
   API, other programs. A test compares this list with src/links.rs. */
const PAGES = ['sign-in', 'new-password', 'me', 'assistance', 'notifications', 'records', 'televisions', 'drill'];

/** @param {string} path */
export const isOwnPage = (path) => path === '/' || PAGES.includes(path.split('/')[1]);
