export { GlossaryPage as default } from '../components/glossary/GlossaryPage.tsx';
