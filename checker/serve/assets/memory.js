/** What the browser keeps for the page: how it looks and which keys count, never anything of a document. */

/** What was kept under `key`, by this tab alone where `tab` says so; null where there is nothing. */
export function remembered(key, { tab = false } = {}) {
  try {
    return (tab ? sessionStorage : localStorage).getItem(key);
  } catch {
    return null; // a browser that keeps nothing
  }
}

export function remember(key, value, { tab = false } = {}) {
  try {
    (tab ? sessionStorage : localStorage).setItem(key, value);
  } catch {
    /* then it is so until the page is closed */
  }
}
