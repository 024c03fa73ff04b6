import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  base: '/lab/',
  plugins: [react()],
  resolve: { conditions: ['@menagerie/source', ...defaultClientConditions] },
  worker: { format: 'es' },
  build: { target: 'es2023', sourcemap: true },
});
