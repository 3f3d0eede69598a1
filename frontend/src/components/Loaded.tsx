import type { ReactNode } from "react";
import { useLanguage } from "../words/context";
import { Button } from "./Button";
import { Failure } from "./Failure";
import { Skeleton } from "./Skeleton";

/** As much of a query as a part of a page needs. */
export interface Asked<T> {
  data: T | undefined;
  error: unknown;
  isFetching: boolean;
  refetch: () => unknown;
}

interface Props<T> {
  query: Asked<T>;
  children: (data: T) => ReactNode;
}

/** A part of a page that has to be read: on its way, there, or failed by itself with a way back. */
export function Loaded<T>({ query, children }: Props<T>) {
  const { say } = useLanguage();
  const { data, error, isFetching } = query;
  if (data === undefined && error === null) {
    return <Skeleton />;
  }
  return (
    <>
      {error !== null && (
        <Failure error={error}>
          {data !== undefined && <p>{say("stale")}</p>}
          <Button busy={isFetching} onClick={() => query.refetch()}>
            {say("retry")}
          </Button>
        </Failure>
      )}
      {data !== undefined && children(data)}
    </>
  );
}
