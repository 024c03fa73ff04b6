export { Landing as default } from '../components/landing/Landing.tsx';
