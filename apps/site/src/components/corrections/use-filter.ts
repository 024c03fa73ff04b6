import { useHistory, useLocation } from '@docusaurus/router';
import { useCallback, useEffect, useState } from 'react';
import {
  type ClaimFilter,
  everything,
  formatFilter,
  parseFilter,
  type Vocabulary,
} from '../../lib/corrections/filter.ts';

/**
 * The filter of the page, kept in the address. The first paint shows everything, as the page without JavaScript does;
 * the state is local and only mirrored into the address, since a route update in the middle of typing would move the caret.
 */
export function useFilter(known: Vocabulary): [ClaimFilter, (filter: ClaimFilter) => void] {
  const history = useHistory();
  const { search } = useLocation();
  const [filter, setFilter] = useState(everything);

  useEffect(() => {
    // Compared by meaning: an address in another spelling of the same filter must not overwrite what is being typed.
    setFilter((current) => {
      const asked = parseFilter(search, known);
      return formatFilter(current) === formatFilter(asked) ? current : asked;
    });
  }, [search, known]);

  const change = useCallback(
    (next: ClaimFilter) => {
      setFilter(next);
      history.replace({ ...history.location, search: formatFilter(next) });
    },
    [history],
  );
  return [filter, change];
}
