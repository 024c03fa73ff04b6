import { pageProject } from '../client/browser/project.ts';

export default pageProject('recipes-browser');
