// @ts-check
// The page of a portal. It talks to its own server alone; neither secret nor token ever get here.

/** @type {Record<string, string>} */
const STATES = {
  pending: "подключается", trial: "пробный период", active: "активна", suspended: "приостановлена",
  cancelling: "отключается", ended: "завершена", failed: "не подключилась",
};

/** @param {string} id */
const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * What our server answers. A problem's words are for people.
 * @param {string} path
 * @param {unknown} [body]
 * @param {string} key what is sent again under its key happens once
 * @returns {Promise<any>}
 */
async function ask(path, body, key = crypto.randomUUID()) {
  const headers = { "Content-Type": "application/json", "Idempotency-Key": key };
  const post = { method: "POST", headers, body: JSON.stringify(body) };
  const answer = await fetch(`api/${path}`, body === undefined ? {} : post);
  const document = await answer.json();
  if (!answer.ok) throw new Error(document.detail ?? document.title);
  return document;
}

/**
 * A line of a list; texts are set as text, whatever they hold.
 * @param {string} text
 * @param {HTMLElement[]} buttons
 */
function line(text, ...buttons) {
  const item = document.createElement("li");
  const said = document.createElement("span");
  said.textContent = text;
  item.append(said, ...buttons);
  return item;
}

/**
 * @param {string} text
 * @param {() => Promise<void>} act
 */
function button(text, act) {
  const made = document.createElement("button");
  made.textContent = text;
  made.addEventListener("click", () => act().catch(tell));
  return made;
}

/** @param {unknown} what */
const tell = (what) => { at("news").textContent = what instanceof Error ? what.message : `${what}`; };

/** @param {any} subscription days are inclusive */
const paid = ({ paid_through: day }) =>
  day && `оплачена по ${new Date(`${day}T12:00`).toLocaleDateString("ru")}`;

async function showSubscriptions() {
  const { subscriptions } = await ask("subscriptions");
  at("subscriptions").replaceChildren(
    ...subscriptions.map((/** @type {any} */ each) =>
      line([each.product, STATES[each.state], paid(each)].filter(Boolean).join(" · "))),
  );
}

async function showProducts() {
  const { products, platforms } = await ask("catalogue");
  at("products").replaceChildren(
    ...products.filter((/** @type {any} */ each) => !each.subscribed).map((/** @type {any} */ each) =>
      line(`${each.title} · ${each.price} ₽`, button("Подключить", () => subscribe(each.id)))),
  );
  at("platforms").replaceChildren(
    ...platforms.filter((/** @type {any} */ each) => each.storefront === "frame").map((/** @type {any} */ each) =>
      button(each.title, () => openStorefront(each.code))),
  );
}

/** @param {string} product */
async function subscribe(product) {
  const key = crypto.randomUUID(); // one for this click, however often it has to be sent
  const { effect, offer } = await ask("previews", { product_id: product });
  at("offer-text").textContent = offer.text;
  at("offer-price").textContent = `Сейчас спишется ${effect.charged} ₽.`;
  if (!(await accepted())) return;
  const wish = { product_id: product, offer_version: offer.version, offer_hash: offer.hash };
  await ask("subscriptions", wish, key);
  tell("Подключено.");
  await Promise.all([showSubscriptions(), showProducts()]);
}

/** Whether the subscriber accepts what the dialog says. */
function accepted() {
  const dialog = /** @type {HTMLDialogElement} */ (at("offer"));
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "accept"), { once: true });
  });
}

/** @param {string} platform */
async function openStorefront(platform) {
  const { url } = await ask(`storefronts/${platform}/link`, {}); // a fresh one for each opening
  const frame = /** @type {HTMLIFrameElement} */ (at("storefront"));
  frame.src = url;
  frame.hidden = false;
}

Promise.all([showSubscriptions(), showProducts()]).catch(tell);
