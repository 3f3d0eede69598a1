import { useMutation } from "@tanstack/react-query";
import { useActKey } from "../../resources/actKey";
import { useChanged } from "../../resources/changes";

/** As much of a mutation as a form needs. */
export interface Deed<Wish, Result = unknown> {
  mutate(wish: Wish, options?: { onSuccess?: (result: Result) => void }): void;
  isPending: boolean;
  error: unknown;
}

/** Something that the staff does: afterwards everything on the screen is read again. */
export function useDeed<Wish, Result>(act: (wish: Wish) => Promise<Result>): Deed<Wish, Result> {
  const changed = useChanged();
  return useMutation({ mutationFn: act, onSuccess: changed }) as Deed<Wish, Result>;
}

/** The same, done once however often it is sent: `act` gets the key to send along. */
export function useKeyedDeed<Wish, Result>(
  act: (wish: Wish, headers: { "Idempotency-Key": string }) => Promise<Result>,
): Deed<Wish, Result> {
  const key = useActKey();
  const changed = useChanged();
  return useMutation({
    mutationFn: (wish: Wish) => act(wish, { "Idempotency-Key": key.current }),
    onSuccess: changed,
    onError: key.settle,
  }) as Deed<Wish, Result>;
}
