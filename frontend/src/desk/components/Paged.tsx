import type { ReactNode } from "react";
import { Button } from "../../components/Button";
import { Loaded } from "../../components/Loaded";
import { useWords } from "../words/words";

interface Query<Page> {
  data: { pages: Page[] } | undefined;
  error: unknown;
  isFetching: boolean;
  isFetchingNextPage: boolean;
  hasNextPage: boolean;
  refetch: () => unknown;
  fetchNextPage: () => unknown;
}

interface Props<Page, Row> {
  query: Query<Page>;
  rowsOf: (page: Page) => Row[];
  children: (rows: Row[]) => ReactNode;
}

/** A long list, a page at a time. */
export function Paged<Page, Row>({ query, rowsOf, children }: Props<Page, Row>) {
  const { say } = useWords();
  return (
    <Loaded query={query}>
      {({ pages }) => (
        <>
          {children(pages.flatMap(rowsOf))}
          {query.hasNextPage && (
            <p className="further">
              <Button busy={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
                {say("more")}
              </Button>
            </p>
          )}
        </>
      )}
    </Loaded>
  );
}
