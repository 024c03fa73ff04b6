import type { SidebarsConfig } from '@docusaurus/plugin-content-docs';

export default {
  guide: [
    'index',
    {
      type: 'category',
      label: 'Learn by breaking things',
      collapsible: false,
      items: ['learn/kill-the-leader'],
    },
    {
      type: 'category',
      label: 'Use it',
      collapsible: false,
      items: [
        'use/run',
        'use/configure',
        'use/operate',
        'use/compatibility',
        'use/speed',
        'use/client',
        'use/recipes',
        'use/examples',
        'use/commands',
      ],
    },
    {
      type: 'category',
      label: 'How it is built',
      collapsible: false,
      items: [
        'build/architecture',
        'build/contract',
        'build/raft',
        'build/paxos',
        'build/zab',
        'build/simulator',
        'build/checker',
        'build/zoo',
        'build/comparing',
        'build/myths',
      ],
    },
  ],
} satisfies SidebarsConfig;
