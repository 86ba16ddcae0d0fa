/* The addresses that the installed app answers by itself. Everything else is the server's, whatever it is: files from an
   e-mail, the API, another program. A test holds this list and src/route.rs together. */
const PAGES = ['sign-in', 'new-password', 'me', 'assistance', 'notifications', 'records', 'televisions', 'drill'];

/** @param {string} path */
export const isOwnPage = (path) => path === '/' || PAGES.includes(path.split('/')[1]);
