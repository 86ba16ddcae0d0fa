// The programs that measure beside the server, where script/bench built them.
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The path of one; `TOCSIN_EXAMPLES` names another folder than that of the release build. */
export function example(name: string): string {
  const target = process.env.CARGO_TARGET_DIR ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tocsin/target');
  return join(process.env.TOCSIN_EXAMPLES ?? join(target, 'release/examples'), name);
}
