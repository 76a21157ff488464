// The live connection of one member: events in, reconnecting for as long as the page is open.

const FIRST_WAIT = 400;
const LONGEST_WAIT = 5000;

/**
 * Opens the live connection and keeps it open.
 *
 * `heard(event, data)` gets every event; `changed(state, again)` gets "open" (again: true after a loss) or "lost".
 */
export function listen(member, heard, changed) {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const address = `${scheme}://${location.host}/room/members/${encodeURIComponent(member)}/live`;
  let wait = FIRST_WAIT;
  let again = false;

  function connect() {
    const socket = new WebSocket(address);
    socket.addEventListener("open", () => {
      wait = FIRST_WAIT;
      changed("open", again);
      again = true;
    });
    socket.addEventListener("message", (message) => hear(message.data, heard));
    socket.addEventListener("close", () => {
      again = true;
      changed("lost", again);
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    });
  }

  connect();
}

function hear(text, heard) {
  const { event, data } = JSON.parse(text);
  heard(event, data ?? {});
}
