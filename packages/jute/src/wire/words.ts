/**
 * The four-letter words of ZooKeeper: a connection that begins with one asks for nothing else.
 * `telnetInterrupt` is what telnet sends on Ctrl-C, no letters at all.
 */
export const FourLetterWord = {
  ruok: 0x72756f6b,
  srvr: 0x73727672,
  stat: 0x73746174,
  mntr: 0x6d6e7472,
  conf: 0x636f6e66,
  cons: 0x636f6e73,
  dump: 0x64756d70,
  envi: 0x656e7669,
  isro: 0x6973726f,
  wchs: 0x77636873,
  wchc: 0x77636863,
  wchp: 0x77636870,
  crst: 0x63727374,
  srst: 0x73727374,
  hash: 0x68617368,
  dirs: 0x64697273,
  gtmk: 0x67746d6b,
  stmk: 0x73746d6b,
  telnetInterrupt: -0xb_0003,
} as const;

/** The name of a four-letter word. */
export type FourLetterWord = keyof typeof FourLetterWord;

const words = new Map<number, FourLetterWord>(
  (Object.keys(FourLetterWord) as FourLetterWord[]).map((word) => [FourLetterWord[word], word]),
);

/** The word that four bytes spell, given as an `int`; null where they are a length. */
export function wordOf(int: number): FourLetterWord | null {
  return words.get(int) ?? null;
}
