import { main } from './main.ts';
import { keepHeapSmall } from './small-heap.ts';

void main(process.argv.slice(2), { started: keepHeapSmall }).then((code) => {
  process.exitCode = code;
});
