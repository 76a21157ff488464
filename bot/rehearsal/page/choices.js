// What a user, role, channel or mentionable choice may hold, as rows for a select or a combobox.
import { nameOf } from "./people.js";

export const KINDS = { 3: "string", 5: "user", 6: "role", 7: "mentionable", 8: "channel" };

/** The rows of a select component of any kind. */
export function optionsOf(component, store, channelId) {
  const kind = KINDS[component.type];
  if (kind === "string") return (component.options ?? []).map((option) => ({ ...option, value: String(option.value) }));
  const chosen = new Set((component.default_values ?? []).map((each) => each.id));
  const rows = rowsOf(kind, store, channelId, component.channel_types);
  return rows.map((row) => ({ ...row, default: chosen.has(row.value) }));
}

/** The rows for a kind of thing in the guild of the channel. */
export function rowsOf(kind, store, channelId, channelTypes) {
  const guild = store.guild(channelId);
  if (kind === "user") return users(guild, store);
  if (kind === "role") return roles(guild);
  if (kind === "channel") return channels(guild, store, channelTypes);
  return [...users(guild, store), ...roles(guild)];
}

function users(guild, store) {
  return (guild?.members ?? []).map((member) => {
    const user = member.user ?? store.users.get(member.id) ?? member;
    return { value: user.id, label: nameOf(user, member), description: `@${user.username}${user.bot ? " · app" : ""}` };
  });
}

function roles(guild) {
  const named = (guild?.roles ?? []).filter((role) => role.id !== guild.id);
  return named.map((role) => ({ value: role.id, label: role.name, description: "role" }));
}

function channels(guild, store, types) {
  const fits = (channel) => store.visible(channel) && (!types?.length || types.includes(channel.type));
  return (guild?.channels ?? []).filter(fits).map((channel) => ({ value: channel.id, label: `#${channel.name}` }));
}
