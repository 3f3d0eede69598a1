import { useLanguage } from "../words/context";

/** The shape of what is coming. */
export function Skeleton() {
  const { say } = useLanguage();
  return (
    <div role="status" className="skeleton">
      <span className="unseen">{say("loading")}</span>
      <span aria-hidden="true" />
      <span aria-hidden="true" />
      <span aria-hidden="true" />
    </div>
  );
}
