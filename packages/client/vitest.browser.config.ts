import { pageProject } from './browser/project.ts';

export default pageProject('client-browser');
