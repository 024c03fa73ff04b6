/** Whose protocol and words it speaks, and which server it is: clients read the first three numbers. */
export const VERSION = '3.9.4-menagerie-0.1.0, built on 2026-11-23 00:00 UTC';
