import type { WebSocket } from "ws";
import type { Switches } from "../switches.ts";

/**
 * Pings a client regularly and cuts it off when no pong comes. In the machine's own time: a pong takes a
 * network round, however far the emulator's clock is moved. Gives the way to stop.
 */
export function keepPinging(socket: WebSocket, switches: () => Switches): () => void {
  const { socketPingSeconds, socketPongSeconds } = switches();
  let pong: NodeJS.Timeout | undefined;
  const pings = setInterval(() => {
    socket.ping();
    clearTimeout(pong);
    pong = setTimeout(() => socket.terminate(), socketPongSeconds * 1000).unref();
  }, socketPingSeconds * 1000).unref();
  socket.on("pong", () => clearTimeout(pong));
  return () => {
    clearInterval(pings);
    clearTimeout(pong);
  };
}
