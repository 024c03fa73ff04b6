import { CONTESTANTS } from './contestants.ts';
import { type Measured, measure, type Task } from './measure.ts';

// One client in a process of its own; it ends when its parent lets go of it.
const [name = '', address = ''] = process.argv.slice(2);
const contestant = await CONTESTANTS.get(name)?.(address);
if (contestant === undefined) throw new Error(`there is no contestant called ${name}`);
process.on('message', (task: Task) => {
  void measure(contestant, task).then((measured: Measured) => process.send?.(measured));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
