/**
 * The whole lab as a page: top bar, scenario picker, link, language and theme.
 *
 * @packageDocumentation
 */
export { LabPage } from './page/lab-page.tsx';
