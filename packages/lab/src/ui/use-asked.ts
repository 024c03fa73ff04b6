import { useEffect, useRef, useState } from 'react';

/**
 * What the worker answers to a question that changes as the run plays. One question is under way
 * at a time; of those that came meanwhile only the newest is asked. An old answer stays until then.
 */
export function useAsked<T>(key: string | null, ask: () => Promise<T>): T | null {
  const [answer, setAnswer] = useState<T | null>(null);
  const newest = useRef({ key, ask });
  const busy = useRef(false);
  newest.current = { key, ask };
  useEffect(() => {
    let gone = false;
    const run = async (): Promise<void> => {
      const asked = newest.current;
      if (busy.current || asked.key === null) return;
      busy.current = true;
      try {
        const value = await asked.ask();
        if (!gone) setAnswer(value);
      } catch {
        // The run was replaced meanwhile: the next question is about the new one.
      } finally {
        busy.current = false;
      }
      if (!gone && newest.current.key !== asked.key) await run();
    };
    void run();
    return () => {
      gone = true;
    };
  }, [key]);
  return key === null ? null : answer;
}
