// What all of them answer, and how they are started and ended: as the measured gateway is.

export const shortAnswer = 'Bonjour ! Oui, elle est en stock, au prix de 89 euros. Fin.';

/** The beginnings of the growing answer, each a piece longer than the last, as they are shown while it is worded. */
export const growing = Array.from({ length: 20 }, (_, i) =>
  Array.from({ length: i + 1 }, (_, j) => `Le mot numéro ${j + 1}, `).join('') + '…');

/** The whole of it. */
export const whole = growing[19].replace('…', 'Fin.');

/** Serves on a free port, says where, and ends when the load generator closes our input or dies. */
export function listen(server) {
  server.listen(0, '127.0.0.1', () => console.log(`listens at http://127.0.0.1:${server.address().port}`));
  process.stdin.on('end', () => process.exit(0)).resume();
}
