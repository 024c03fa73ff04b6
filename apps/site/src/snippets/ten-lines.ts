import { has, isQuorum, majority, serversOf } from '@menagerie/contract';

console.log(has, isQuorum, majority, serversOf);
