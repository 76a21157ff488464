// The stage door: who do you want to be?
import { h } from "./dom.js";
import { avatar, nameOf } from "./people.js";

/** The people of the world with the houses they belong to, bots left out. */
export function company(world) {
  const people = (world.users ?? []).filter((user) => !user.bot);
  const housesOf = (user) =>
    world.guilds
      .filter((guild) => (guild.members ?? []).some((member) => member.user?.id === user.id))
      .map((guild) => describe(guild, user));
  return people.map((user) => ({ user, houses: housesOf(user) }));
}

function describe(guild, user) {
  return guild.owner_id === user.id ? `owner of ${guild.name}` : guild.name;
}

/** The page before anybody was chosen. */
export function lobby(world, unknown) {
  const cards = company(world).map(({ user, houses }) =>
    h(
      "li",
      null,
      h(
        "a",
        { class: "person", href: `?as=${encodeURIComponent(user.username)}`, "data-testid": `act-as-${user.username}` },
        avatar(user, nameOf(user), "large"),
        h("span", { class: "person-name" }, nameOf(user)),
        h("span", { class: "person-house" }, houses.join(", ") || "no house yet"),
      ),
    ),
  );
  return h(
    "main",
    { class: "lobby", id: "main" },
    h(
      "div",
      { class: "lobby-card" },
      h("span", { class: "brand-light", "aria-hidden": "true" }),
      h("h1", null, "The Rehearsal Room"),
      h(
        "p",
        null,
        unknown
          ? `Nobody here is called “${unknown}”. Who do you want to be?`
          : "A small chat of your own, on this computer alone. Who do you want to be?",
      ),
      h("ul", { class: "people" }, cards),
      h("p", { class: "lobby-foot" }, "Each tab is one person. Open a second tab to be two."),
    ),
  );
}
