import type { ServerFrame } from '../model/frame.ts';

/** Which timer an arc shows: the one whose running out matters most to what the server is. */
function shownTimer(server: ServerFrame): ServerFrame['timers'][number] | undefined {
  const named = (name: string) => server.timers.find(({ timer }) => timer === name);
  return named('election') ?? named('contact') ?? named('heartbeat') ?? server.timers[0];
}

/** Each server's arc shows how much of its timer is left. */
export function drawTimers(svg: SVGSVGElement, servers: readonly ServerFrame[], now: number): void {
  for (const arc of svg.querySelectorAll<SVGCircleElement>('[data-timer]')) {
    const server = servers[Number(arc.dataset['timer'])];
    const timer = server && shownTimer(server);
    const span = timer ? timer.dueAt - timer.armedAt : 0;
    const left = timer && span > 0 ? Math.max(0, Math.min(1, (timer.dueAt - now) / span)) : 0;
    // A server at pause has its timers at pause: the arc stands, as its clock does not.
    arc.setAttribute('stroke-dasharray', `${left.toFixed(4)} 2`);
    arc.classList.toggle('is-heartbeat', timer?.timer === 'heartbeat');
  }
}
