// Suggests records while somebody writes into a field that names one of so many that they are not offered with the page.
// Without this module the key or the full name is written; the server understands both, and what is suggested.

const WAIT_MILLISECONDS = 200;
const SUGGESTIONS_MAX = 8;

for (const input of document.querySelectorAll("input[data-suggestions]")) {
  const list = document.createElement("datalist");
  list.id = `${input.id}-suggestions`;
  input.after(list);
  input.setAttribute("list", list.id);
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => suggest(input, list), WAIT_MILLISECONDS);
  });
}

async function suggest(input, list) {
  const text = input.value.trim();
  if (text === "") return;
  const address = new URL(input.dataset.suggestions, location.href);
  address.searchParams.set("name_contains", text);
  address.searchParams.set("limit", SUGGESTIONS_MAX);
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) return;
  const { items } = await answer.json();
  list.replaceChildren(...items.map((item) => new Option("", item.name ? `${item.name} (${item.key})` : item.key)));
}
