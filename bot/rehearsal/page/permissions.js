// What a member may do in a channel, by Discord's own rules. It only decides what the page offers: the room decides what happens.

export const BITS = {
  administrator: 1n << 3n,
  manageChannels: 1n << 4n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  useCommands: 1n << 31n,
  manageThreads: 1n << 34n,
  sendInThreads: 1n << 38n,
};

const EVERYTHING = (1n << 60n) - 1n;
const DIRECT = BITS.viewChannel | BITS.sendMessages | BITS.useCommands;
const THREADS = new Set([10, 11, 12]);

export const isDirect = (channel) => channel?.type === 1;
export const isThread = (channel) => THREADS.has(channel?.type);

const bits = (value) => BigInt(value ?? 0);

/** The member's permissions in a channel, as bits. */
export function permissionsIn(guild, channel, parent, userId) {
  if (isDirect(channel)) return DIRECT;
  const member = (guild?.members ?? []).find((each) => (each.user?.id ?? each.id) === userId);
  if (!member) return 0n;
  if (guild.owner_id === userId) return EVERYTHING;
  const roles = new Set([guild.id, ...(member.roles ?? [])]);
  const base = guildBits(guild, roles);
  if (base & BITS.administrator) return EVERYTHING;
  const scope = isThread(channel) ? (parent ?? channel) : channel;
  return overwritten(base, scope?.permission_overwrites ?? [], guild.id, roles, userId);
}

function guildBits(guild, roles) {
  const held = (guild.roles ?? []).filter((role) => roles.has(role.id));
  return held.reduce((sum, role) => sum | bits(role.permissions), 0n);
}

function overwritten(base, overwrites, everyone, roles, userId) {
  const pick = (test) => overwrites.filter(test);
  const layers = [
    pick((each) => each.id === everyone),
    pick((each) => each.id !== everyone && roles.has(each.id)),
    pick((each) => each.id === userId),
  ];
  return layers.reduce(applyLayer, base);
}

function applyLayer(base, layer) {
  const deny = layer.reduce((sum, each) => sum | bits(each.deny), 0n);
  const allow = layer.reduce((sum, each) => sum | bits(each.allow), 0n);
  return (base & ~deny) | allow;
}

/** Whether these bits let a member write in the channel. */
export function maySend(permissions, channel) {
  return Boolean(permissions & (isThread(channel) ? BITS.sendInThreads : BITS.sendMessages));
}
