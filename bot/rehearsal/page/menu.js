// The menu of a message: reply, copy, the bot's message commands, delete.
import * as api from "./api.js";
import { h } from "./dom.js";
import { beside, moved, place, watchOutside } from "./popup.js";
import { FLAGS } from "./store.js";
import { nameIn } from "./translated.js";

/** Opens the menu beside `anchor`, or where the pointer is. */
export async function messageMenu(message, anchor, scene, point = null) {
  const list = await itemsOf(message, scene);
  const menu = h("div", { class: "popup menu", role: "menu", "aria-label": "Message", "data-testid": "message-menu" });
  const close = opened(menu, anchor, point);
  menu.append(...list.map((item) => (item ? row(item, close) : h("hr"))));
  place(menu, anchor);
  if (point && !menu.classList.contains("sheet"))
    beside(menu, { left: point.x, right: point.x, top: point.y, bottom: point.y, width: 0 });
  menu.querySelector("[role=menuitem]").focus();
}

function opened(menu, anchor) {
  const back = document.activeElement;
  const close = () => {
    stop();
    menu.remove();
    if (back?.isConnected) back.focus();
    else anchor.focus?.();
  };
  const stop = watchOutside([menu], close);
  menu.addEventListener("keydown", (event) => keyed(event, menu, close));
  return close;
}

function keyed(event, menu, close) {
  const rows = [...menu.querySelectorAll("[role=menuitem]")];
  const next = moved(event.key, rows.indexOf(document.activeElement), rows.length);
  if (next !== null) rows[next].focus();
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function row(item, close) {
  const act = () => {
    close();
    item.act();
  };
  const hooks = { "data-testid": item.testid ?? "menu-item", "data-name": item.name };
  return h(
    "button",
    { type: "button", class: `menu-item ${item.tone ?? ""}`, role: "menuitem", tabindex: "-1", onclick: act, ...hooks },
    h("bdi", null, item.name),
    item.hint && h("span", { class: "menu-hint" }, item.hint),
  );
}

async function itemsOf(message, scene) {
  const { store } = scene;
  const isPrivate = Boolean(message.flags & FLAGS.private);
  const own = store.isMe(message.author?.id);
  const commands = isPrivate ? [] : await appCommands(message, scene);
  const items = [
    !isPrivate &&
      store.mayWrite(message.channel_id) && { name: "Reply", testid: "menu-reply", act: () => scene.reply(message) },
    message.content && { name: "Copy text", act: () => copy(message, scene) },
    ...(commands.length ? [null, ...commands, null] : []),
    isPrivate && { name: "Dismiss", act: () => store.dismiss(message) },
    !isPrivate && (own || store.may("manageMessages", message.channel_id)) && deletion(message, scene),
  ].filter((item) => item !== false && item !== "" && item !== undefined);
  while (items.length && items.at(-1) === null) items.pop();
  return items.length ? items : [{ name: "Nothing to do here", act: () => {} }];
}

async function appCommands(message, { store, loader, actions }) {
  const all = await loader.loadCommands(store.guild(message.channel_id)?.id).catch(() => []);
  const fits = all.filter((command) => command.type === 3);
  return fits.map((command) => ({
    name: nameIn(command),
    testid: "menu-command",
    hint: store.botName(),
    act: () => actions.messageCommand(message, command.name),
  }));
}

function deletion(message, { store, toast }) {
  const act = () =>
    api.remove(store.me, message.channel_id, message.id).catch((problem) => toast(problem.message, "problem"));
  return { name: "Delete message", testid: "menu-delete", tone: "danger", act };
}

function copy(message, { toast }) {
  const done = navigator.clipboard?.writeText(message.content) ?? Promise.reject(new Error("no clipboard"));
  done.then(
    () => toast("Copied."),
    () => toast("The browser does not allow copying here.", "problem"),
  );
}
