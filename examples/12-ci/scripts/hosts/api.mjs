// Requests to the API of a code host: JSON, all pages, and errors that name the request.

/** @returns the parsed answer */
export async function call(url, headers, method = "GET", body = undefined) {
  let answer;
  let text;
  try {
    answer = await fetch(url, {
      method,
      headers: { ...headers, ...(body && { "content-type": "application/json" }) },
      body: body && JSON.stringify(body),
    });
    text = await answer.text();
  } catch (error) {
    throw Object.assign(new Error(`${method} ${url}: ${error.cause?.message ?? error.message}`), { passing: true });
  }
  if (!answer.ok)
    throw Object.assign(new Error(`${method} ${url} was answered with ${answer.status}: ${text.slice(0, 300)}`), {
      passing: answer.status === 429 || answer.status >= 500,
    });
  return text === "" ? undefined : JSON.parse(text);
}

const PAGE = 100;

/** All entries of a list. */
export async function all(url, headers) {
  const entries = [];
  for (let page = 1; ; page += 1) {
    const more = await call(`${url}${url.includes("?") ? "&" : "?"}per_page=${PAGE}&page=${page}`, headers);
    entries.push(...more);
    if (more.length < PAGE) return entries;
  }
}

export function needed(env, name, why) {
  if (!env[name]) throw new Error(`${name} is not set: ${why}`);
  return env[name];
}
